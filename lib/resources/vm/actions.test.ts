import { describe, expect, it } from "vitest";
import { accessWith } from "./access.ts";
import { accessTo } from "./access-to.ts";
import { type ActionAccess, type ActionFacts, actionReasons, createPermit, permitFor, vmActions } from "./actions.ts";
import { consolePermit } from "./console-permit.ts";
import { vmStates } from "./view.ts";

const none: ActionAccess = {
  create: false,
  update: false,
  delete: false,
  createDisk: false,
  start: false,
  stop: false,
  restart: false,
  vnc: false,
  serial: false,
  pause: false,
  unpause: false,
  softReboot: false,
  reset: false,
  migrate: false,
};
const viewer = none;
const operator: ActionAccess = { ...none, start: true, stop: true, restart: true, vnc: true, serial: true };
const admin: ActionAccess = { ...operator, create: true, update: true, delete: true, createDisk: true };
const vm = (facts: Partial<ActionFacts> = {}): ActionFacts => ({
  state: "running",
  status: "",
  drifted: false,
  runStrategy: "Always",
  deleting: false,
  contradictory: false,
  origin: "platform",
  ...facts,
});

describe("permitted actions", () => {
  it("says durable to an admin and momentary to an operator", () => {
    expect(permitFor("stop", vm(), admin)).toEqual({ allowed: true, effect: "durable" });
    expect(permitFor("stop", vm(), operator)).toEqual({ allowed: true, effect: "momentary" });
    expect(permitFor("start", vm({ state: "stopped", runStrategy: "Halted" }), operator)).toEqual({
      allowed: true,
      effect: "momentary",
    });
  });

  it("says durable when the operator only restores what the spec asks for, or the strategy is the person's own", () => {
    expect(permitFor("start", vm({ state: "stopped" }), operator)).toEqual({ allowed: true, effect: "durable" });
    expect(permitFor("stop", vm({ runStrategy: "Manual" }), operator)).toEqual({ allowed: true, effect: "durable" });
  });

  it.each([
    ["start", "role-may-not-power"],
    ["stop", "role-may-not-power"],
    ["restart", "role-may-not-restart"],
    ["vnc", "role-may-not-console"],
    ["serial", "role-may-not-console"],
    ["delete", "role-may-not-delete"],
  ] as const)("tells a viewer why not: %s", (action, reason) => {
    expect(permitFor(action, vm(), viewer)).toEqual({ allowed: false, reason });
  });

  it.each([
    ["start", vm(), "already-running"],
    ["start", vm({ state: "stopping" }), "still-stopping"],
    ["start", vm({ state: "provisioning" }), "already-starting"],
    ["stop", vm({ state: "stopped" }), "already-stopped"],
    ["restart", vm({ state: "stopped" }), "not-running"],
    ["restart", vm({ runStrategy: "Once" }), "once-runs-once"],
    ["vnc", vm({ state: "stopped" }), "not-running"],
    ["serial", vm({ state: "provisioning" }), "not-running"],
    ["stop", vm({ deleting: true }), "deleting"],
    ["delete", vm({ deleting: true }), "deleting"],
    ["vnc", vm({ deleting: true }), "deleting"],
    ["serial", vm({ state: "stopping", deleting: true }), "deleting"],
  ] as const)("refuses %s of %j", (action, facts, reason) => {
    expect(permitFor(action, facts, admin)).toEqual({ allowed: false, reason });
  });

  describe("where the platform lets nobody start, stop or restart (before 1.5)", () => {
    const noPower = { start: false, stop: false, restart: false };
    const olderAdmin: ActionAccess = { ...admin, ...noPower };
    const olderOperator: ActionAccess = { ...operator, ...noPower };

    it("an admin starts and stops by the spec, durably", () => {
      expect(permitFor("stop", vm(), olderAdmin)).toEqual({ allowed: true, effect: "durable" });
      expect(permitFor("start", vm({ state: "stopped", runStrategy: "Halted" }), olderAdmin)).toEqual({
        allowed: true,
        effect: "durable",
      });
    });

    it.each([
      ["restart", olderAdmin, "nobody-restarts"],
      ["restart", olderOperator, "only-admins-power"],
      ["start", olderOperator, "only-admins-power"],
      ["stop", olderOperator, "only-admins-power"],
      ["stop", viewer, "role-may-not-power"],
      ["restart", viewer, "role-may-not-restart"],
    ] as const)("%s is refused with its reason", (action, access, reason) =>
      expect(permitFor(action, vm(), access)).toEqual({ allowed: false, reason }),
    );
  });

  describe("of a machine that contradicts the platform's schema", () => {
    const odd = (facts: Partial<ActionFacts> = {}) => vm({ contradictory: true, ...facts });

    it("are the subresource's alone, which leaves the VMInstance as it is", () => {
      expect(permitFor("stop", odd(), admin)).toEqual({ allowed: true, effect: "momentary" });
      expect(permitFor("restart", odd(), admin).allowed).toBe(true);
      expect(permitFor("start", odd({ state: "stopped", runStrategy: "Once" }), admin)).toEqual({
        allowed: false,
        reason: "once-runs-once",
      });
    });

    it("are refused with the reason where only the spec could be written", () => {
      const access = { ...admin, start: false, stop: false };
      for (const action of ["start", "stop"] as const)
        expect(permitFor(action, odd({ state: "unknown" }), access)).toEqual({
          allowed: false,
          reason: "contradictory",
        });
    });
  });

  describe("of a machine that no VMInstance made", () => {
    const raw = (facts: Partial<ActionFacts> = {}) => vm({ origin: "outside", ...facts });

    it("are the subresource's alone, and last: no release sets them back", () => {
      for (const access of [operator, admin]) {
        expect(permitFor("stop", raw(), access)).toEqual({ allowed: true, effect: "durable" });
        expect(permitFor("restart", raw(), access).allowed).toBe(true);
        expect(permitFor("vnc", raw(), access).allowed).toBe(true);
      }
      expect(permitFor("stop", raw(), { ...viewer, update: true })).toMatchObject({ reason: "role-may-not-power" });
    });

    it("never delete it", () =>
      expect(permitFor("delete", raw(), admin)).toEqual({ allowed: false, reason: "created-outside" }));
  });

  it("lets a halted machine be started while its disk is prepared", () => {
    expect(permitFor("start", vm({ state: "provisioning", runStrategy: "Halted" }), admin).allowed).toBe(true);
  });

  it("makes last what is so for now, for who may write the run strategy and reads that it is not kept", () => {
    const off = vm({ state: "stopped", status: "Stopped", drifted: true });
    const on = vm({ runStrategy: "Halted", status: "Running", drifted: true });
    const keeps = { allowed: true, effect: "durable", keeps: true };
    expect(permitFor("stop", off, admin)).toEqual(keeps);
    expect(permitFor("start", on, admin)).toEqual(keeps);
    expect(permitFor("stop", off, operator)).toEqual({ allowed: false, reason: "already-stopped" });
    expect(permitFor("start", on, operator)).toEqual({ allowed: false, reason: "already-running" });
    expect(permitFor("stop", { ...off, contradictory: true }, admin).allowed).toBe(false);
    // What is not known to be momentary is not offered to be kept.
    expect(permitFor("stop", vm({ state: "stopped" }), admin).allowed).toBe(false);
  });

  it("forces off what shuts down for too long, and by nobody where the platform lets nobody", () => {
    const stopping = vm({ state: "stopping", status: "Stopping", drifted: true });
    expect(permitFor("force-stop", stopping, operator)).toEqual({ allowed: true, effect: "momentary" });
    expect(permitFor("force-stop", vm({ state: "stopped" }), operator)).toMatchObject({ reason: "already-stopped" });
    expect(permitFor("force-stop", vm(), viewer)).toMatchObject({ reason: "role-may-not-power" });
    const older = { start: false, stop: false, restart: false };
    expect(permitFor("force-stop", vm(), { ...admin, ...older })).toMatchObject({ reason: "nobody-forces" });
    expect(permitFor("force-stop", vm(), { ...operator, ...older })).toMatchObject({ reason: "only-admins-power" });
  });

  it("offers what only the operator of the cloud grants to who has it, and moves nothing that is bound to its node", () => {
    expect(permitFor("migrate", vm(), admin)).toEqual({ allowed: false, reason: "only-operators-grant" });
    const granted = { ...admin, migrate: true, pause: true };
    expect(permitFor("migrate", vm(), granted).allowed).toBe(true);
    const bound = {
      ...({ of: "VirtualMachine", name: "web", type: "LiveMigratable", status: "False" } as const),
      ...{ reason: "DisksNotLiveMigratable", message: "", since: "" },
    };
    expect(permitFor("migrate", { ...vm(), conditions: [bound] }, granted)).toMatchObject({ reason: "not-migratable" });
    expect(permitFor("pause", vm({ deleting: true }), granted)).toMatchObject({ reason: "deleting" });
  });

  it("answers every action in every state, with a known reason", () => {
    for (const action of vmActions)
      for (const state of vmStates)
        for (const access of [viewer, operator, admin]) {
          const permit = permitFor(action, vm({ state }), access);
          if (!permit.allowed) expect(actionReasons).toContain(permit.reason);
        }
  });

  it("opens the serial line to who has only that, the screen to who has only that, nothing to who has neither", () => {
    const access = (vnc: boolean, serial: boolean) => ({ ...viewer, vnc, serial });
    expect(consolePermit(vm(), access(true, false)).allowed).toBe(true);
    expect(consolePermit(vm(), access(false, true)).allowed).toBe(true);
    expect(consolePermit(vm(), access(false, false))).toEqual({ allowed: false, reason: "role-may-not-console" });
    expect(consolePermit(vm({ state: "stopped" }), access(false, true))).toEqual({
      allowed: false,
      reason: "not-running",
    });
  });

  it("lets nobody make a machine who may not make its disk", () => {
    expect(createPermit(admin).allowed).toBe(true);
    for (const access of [viewer, { ...admin, createDisk: false }, { ...admin, create: false }])
      expect(createPermit(access)).toEqual({ allowed: false, reason: "role-may-not-create" });
  });

  it("looks up a machine's own rights by its name alone, whatever JavaScript calls so too", () => {
    const vms = accessWith(() => false);
    const view = { vms, named: { web: accessWith((right) => right === "vnc") } };
    expect(accessTo(view, "web").vnc).toBe(true);
    for (const name of ["other", "constructor", "__proto__", "tostring"]) expect(accessTo(view, name)).toBe(vms);
  });

  it("lets nobody but a delete-holder delete, and nothing be written to a deleting machine", () => {
    for (const action of ["start", "stop", "restart", "delete"] as const)
      for (const state of vmStates)
        expect(permitFor(action, vm({ state, deleting: true, runStrategy: "Halted" }), admin).allowed).toBe(false);
  });
});
