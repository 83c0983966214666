import { describe, expect, it } from "vitest";
import { parseVmChange } from "./change.ts";

const rulesOf = (value: unknown) => {
  const parsed = parseVmChange(value);
  return parsed.ok ? [] : parsed.fields.map(({ path, rule }) => `${path} ${rule}`);
};

describe("a change", () => {
  it("is taken as it is", () => {
    const change = {
      exposure: { kind: "ports", ports: [22] },
      icmp: false,
      size: { kind: "type", instanceType: "u1.large" },
      disks: [{ name: "web-system", bus: "" }],
      sshKeys: ["whatever it has already"],
      cloudInit: "#cloud-config\n",
    };
    expect(parseVmChange(change)).toEqual({ ok: true, change });
    expect(parseVmChange({})).toEqual({ ok: true, change: {} });
  });

  it.each([
    ["another key", { runStrategy: "Halted" }, " required"],
    ["no object", "text", " required"],
    ["no port", { exposure: { kind: "ports", ports: [] } }, "exposure.ports portsEmpty"],
    ["a port twice", { exposure: { kind: "ports", ports: [22, 22] } }, "exposure.ports.1 portDuplicate"],
    ["a port out of range", { exposure: { kind: "ports", ports: [70_000] } }, "exposure.ports.0 portRange"],
    ["half a CPU", { size: { kind: "custom", cpu: 0.5, sockets: 1, memoryBytes: 1e9 } }, "size.cpu cpuRange"],
    [
      "a disk twice",
      {
        disks: [
          { name: "a", bus: "" },
          { name: "a", bus: "sata" },
        ],
      },
      "disks.1.name diskDuplicate",
    ],
    ["a network that is no name", { networks: ["A b"] }, "networks.0 networkFormat"],
    ["too many keys", { sshKeys: Array.from({ length: 51 }, String) }, "sshKeys tooMany"],
    ["user data that is no text", { cloudInit: "\u0000" }, "cloudInit cloudInitBinary"],
    ["a seed of pages", { cloudInitSeed: "x".repeat(129) }, "cloudInitSeed tooMany"],
  ])("with %s is refused", (_what, value, problem) => expect(rulesOf(value)).toEqual([problem]));
});
