import { describe, expect, it } from "vitest";
import { type ConnectAccess, type ConnectFacts, connectMethods } from "./connect-methods.ts";

const vm = (facts: Partial<ConnectFacts> = {}): ConnectFacts => ({
  name: "web",
  addresses: { public: "185.19.28.41", private: "10.244.5.33" },
  exposure: { kind: "ports", ports: [22, 443] },
  loginUser: "ubuntu",
  os: { family: "ubuntu", label: "Ubuntu 24.04" },
  ...facts,
});
const all: ConnectAccess = { portForward: true, serial: true, vnc: true };
const commands = (facts: Partial<ConnectFacts> = {}) =>
  Object.fromEntries(connectMethods(vm(facts), "tenant-acme", all).map(({ id, command }) => [id, command]));
const notes = (facts: Partial<ConnectFacts>, id: string, access = all) =>
  connectMethods(vm(facts), "tenant-acme", access).find((method) => method.id === id)?.notes;

describe("connectMethods", () => {
  it("reaches a Linux machine by SSH and through the Kubernetes API", () =>
    expect(commands()).toEqual({
      ssh: "ssh ubuntu@185.19.28.41",
      virtctl: "virtctl ssh ubuntu@vmi/vm-instance-web --namespace tenant-acme",
      forward: "virtctl port-forward vmi/vm-instance-web 8080:80 --namespace tenant-acme",
      serial: "virtctl console vm-instance-web --namespace tenant-acme",
      vnc: "virtctl vnc vm-instance-web --namespace tenant-acme",
    }));

  it("does not send anybody to a closed port", () => {
    const closed: Partial<ConnectFacts> = { exposure: { kind: "ports", ports: [443] } };
    expect(commands(closed).ssh).toBe("ssh ubuntu@10.244.5.33");
    expect(notes(closed, "ssh")).toEqual(["sshClosed"]);
  });

  it("uses the private address of a private machine, and none before it has one", () => {
    const isPrivate = { exposure: { kind: "private" }, addresses: { public: null, private: "10.244.5.33" } } as const;
    expect(notes(isPrivate, "ssh")).toEqual(["sshPrivate"]);
    expect(commands({ addresses: { public: null, private: null } }).ssh).toBeUndefined();
  });

  it("offers Remote Desktop for Windows, SSH not", () => {
    const windows = {
      os: { family: "windows", label: "Windows" },
      exposure: { kind: "whole" },
      loginUser: null,
    } as const;
    expect(commands(windows)).toMatchObject({
      rdp: "mstsc /v:185.19.28.41",
      virtctl: "virtctl port-forward vmi/vm-instance-web 13389:3389 --namespace tenant-acme",
    });
    expect(commands(windows).ssh).toBeUndefined();
    expect(commands({ ...windows, addresses: { public: "2001:db8::7", private: null } }).rdp).toBe(
      "mstsc /v:[2001:db8::7]",
    );
  });

  it("offers no login where there is none", () =>
    expect(Object.keys(commands({ os: { family: "talos", label: "Talos" }, loginUser: null }))).toEqual([
      "forward",
      "serial",
      "vnc",
    ]));

  it("says what a role may not do, and opens consoles here", () => {
    const view = { portForward: false, serial: false, vnc: false };
    expect(notes({}, "virtctl", view)).toContain("mayNotForward");
    expect(notes({}, "forward", view)).toContain("mayNotForward");
    for (const kind of ["serial", "vnc"]) expect(notes({}, kind, view), kind).toContain("mayNotConsole");
    const here = connectMethods(vm(), "tenant-acme", all).map((method) => method.here);
    expect(here).toEqual([null, null, null, "serial", "vnc"]);
  });

  it("says that the user is not known", () => {
    expect(commands({ loginUser: null }).ssh).toBe("ssh USER@185.19.28.41");
    expect(notes({ loginUser: null }, "ssh")).toContain("userUnknown");
  });

  it.each(["1.2.3.4; rm -rf ~", "$(reboot)", "lb.example.com", "-oProxyCommand=x", ""])(
    "lets no %j into a command",
    (address) => expect(commands({ addresses: { public: address, private: null } }).ssh).toBeUndefined(),
  );
  it.each(["root; id", "-l", "a b", "$(x)"])("lets no user %j into a command", (loginUser) =>
    expect(commands({ loginUser }).ssh).toBe("ssh USER@185.19.28.41"),
  );
});
