import { expect, it } from "vitest";
import { portWay } from "./port-way.ts";

const at = { address: "203.0.113.7", loginUser: "ubuntu" };

it.each([
  [22, "ssh ubuntu@203.0.113.7"],
  [80, "http://203.0.113.7/"],
  [443, "https://203.0.113.7/"],
  [8080, "http://203.0.113.7:8080/"],
  [3389, "mstsc /v:203.0.113.7"],
  [5432, "203.0.113.7:5432"],
])("port %i is reached by %s", (port, way) => expect(portWay(port, at)).toBe(way));

it("puts an IPv6 address in brackets where a port may follow, and asks for a user nobody knows", () => {
  expect(portWay(8443, { address: "2001:db8::7", loginUser: null })).toBe("https://[2001:db8::7]:8443/");
  expect(portWay(22, { address: "2001:db8::7", loginUser: null })).toBe("ssh USER@2001:db8::7");
});

it("is nothing without an address, and nothing of what is no plain address or user gets into a command", () => {
  expect(portWay(22, { ...at, address: null })).toBeNull();
  expect(portWay(22, { ...at, address: "$(reboot)" })).toBeNull();
  expect(portWay(22, { ...at, loginUser: "-oProxyCommand=x" })).toBe("ssh USER@203.0.113.7");
});
