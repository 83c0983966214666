import { describe, expect, it } from "vitest";
import type { GuestView } from "#lib/resources/guest/view.ts";
import type { ConditionOwner, VmState } from "#lib/resources/vm/view.ts";
import { agentInstall } from "./agent-install.ts";
import { agentOf } from "./agent-of.ts";

const condition = (of: ConditionOwner, type: string, status = "True") => ({
  ...{ of, type, status, name: "web", reason: "", message: "", since: "" },
});
const vm = (state: VmState, ...conditions: ReturnType<typeof condition>[]) => ({ state, conditions });
const ready = condition("VirtualMachine", "Ready");
const forbidden = { state: "forbidden" } as const;
const guest = (system: GuestView["system"]): GuestView => ({ system, users: forbidden, fileSystems: forbidden });

describe("whether a guest agent runs", () => {
  it.each([
    ["its machine says so", vm("running", ready, condition("VirtualMachine", "AgentConnected")), null, "answers"],
    ["its machine says nothing of one", vm("running", ready), null, "absent"],
    ["it has gone", vm("running", condition("VirtualMachine", "AgentConnected", "False")), null, "absent"],
    ["it answered", vm("running"), guest({ state: "ready", data: { ...noSystem() } }), "answers"],
    ["the cluster says that there is none", vm("running"), guest({ state: "no-agent" }), "absent"],
    ["nothing may be read", vm("running", condition("Pod", "Ready")), guest(forbidden), "unseen"],
    ["it could not be asked just now", vm("running"), guest({ state: "failed" }), "unseen"],
    ["the machine is off", vm("stopped", ready), guest({ state: "ready", data: { ...noSystem() } }), "off"],
  ] as const)("%s", (_name, machine, read, agent) =>
    expect(agentOf({ ...machine, conditions: [...machine.conditions] }, read)).toBe(agent),
  );
});

function noSystem() {
  return { name: "", kernel: "", architecture: "", hostname: "", timezone: "", agentVersion: "" };
}

describe("how an agent is installed", () => {
  it.each([
    ["ubuntu", "shell", "apt-get install -y qemu-guest-agent"],
    ["rocky", "shell", "dnf install -y qemu-guest-agent"],
    ["alpine", "shell", "apk add qemu-guest-agent"],
  ] as const)("%s", (family, way, command) =>
    expect(agentInstall(family)).toEqual({ way, command: expect.stringContaining(command) }),
  );
  it.each(["windows", "talos", "other"] as const)("%s is told in words", (family) =>
    expect(agentInstall(family)).toEqual({ way: family, command: null }),
  );
});
