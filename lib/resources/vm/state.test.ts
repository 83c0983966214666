import { describe, expect, it } from "vitest";
import {
  condition,
  facts,
  instance,
  lowly,
  machine,
  named,
  noVolume,
  pod,
  ready,
  readyDisk,
  stateOf,
  volume,
} from "./facts.fixture.ts";
import { projectRow } from "./project.ts";
import { workloadMonitorSchema } from "./schema.ts";

describe("state, read", () => {
  it.each([
    ["Migrating", "migrating"],
    ["Provisioning", "provisioning"],
    ["Frozen", "unknown"],
    ["", "starting"],
  ])("%s is %s", (status, state) => {
    expect(stateOf(facts({ virtualMachine: machine(status) }))).toEqual({ state, inferred: false, trouble: null });
  });

  it("says the cause where the Ready condition only repeats that nothing runs", () => {
    const nothing = (status: string, reason: string) =>
      machine(status, [condition("Ready", "False", reason, "VMI does not exist")]);
    expect(stateOf(facts({ virtualMachine: nothing("CrashLoopBackOff", "VMINotExists") })).trouble).toBeNull();
    const lost = facts({
      virtualMachine: nothing("ErrorPvcNotFound", "PodNotExists"),
      disks: new Map([["web-system", readyDisk]]),
      dataVolumes: noVolume,
    });
    expect(stateOf(lost).trouble).toBe("volume vm-disk-web-system of disk web-system does not exist");
  });

  it("says the platform's own words about trouble", () => {
    const failed = machine("ErrorUnschedulable", [condition("Failure", "True", "FailedCreate", "exceeded quota")]);
    expect(stateOf(facts({ virtualMachine: failed })).trouble).toBe("exceeded quota");
    const error = [condition("Running", "False", "Error", "404 from source")];
    const broken = facts({
      virtualMachine: machine("DataVolumeError"),
      dataVolumes: volume("ImportInProgress", "N/A", error),
    });
    expect(stateOf(broken)).toEqual({ state: "attention", inferred: false, trouble: "404 from source" });
  });

  it("is in need of attention when the import of its disk was begun again too often, also while it is being tried", () => {
    const error = [condition("Running", "False", "Error", "404 from source")];
    const trying = [condition("Running", "True", "Pod is running", "")];
    const row = (phase: string, conditions: object[], restarts: number) =>
      projectRow(
        facts({
          virtualMachine: machine("Provisioning"),
          dataVolumes: volume(phase, "N/A", conditions, restarts),
        }),
      );
    const failing = { state: "attention", status: "ImportFailing" };
    expect(row("ImportInProgress", error, 3)).toMatchObject({ ...failing, trouble: "404 from source" });
    expect(row("ImportInProgress", trying, 9)).toMatchObject({ ...failing, trouble: null });
    const waiting = { state: "provisioning", status: "Provisioning", trouble: null };
    expect(row("ImportInProgress", error, 2)).toMatchObject(waiting);
    expect(row("Succeeded", [], 9)).toMatchObject(waiting);
    const inferred = lowly({ pods: [], dataVolumes: volume("ImportScheduled", "N/A", error, 3) });
    expect(projectRow(inferred)).toMatchObject({ ...failing, inferred: true });
    const running = facts({ dataVolumes: volume("ImportInProgress", "N/A", error, 9) });
    expect(projectRow(running).state).toBe("running");
  });

  it("without a VirtualMachine is on its way, or the chart's refusal", () => {
    expect(stateOf(facts({ virtualMachine: null })).state).toBe("provisioning");
    const refused = instance(
      {},
      { status: { conditions: [condition("Ready", "False", "InstallFailed", "no such type")] } },
    );
    expect(stateOf(facts({ virtualMachine: null, instance: refused }))).toEqual({
      state: "attention",
      inferred: false,
      trouble: "no such type",
    });
  });

  it("is stopping while it is deleted, whatever the rest says", () => {
    const deleting = instance({}, ready, { deletionTimestamp: "2026-01-01T00:00:00Z" });
    for (const virtualMachine of [machine("Running"), null, "unread"] as const)
      expect(projectRow(facts({ instance: deleting, virtualMachine }))).toMatchObject({
        state: "stopping",
        deleting: true,
      });
  });

  it("shows import progress, capped, and none when CDI has none", () => {
    const at = (progress: string) =>
      projectRow(facts({ virtualMachine: machine("Provisioning"), dataVolumes: volume("ImportInProgress", progress) }))
        .progress;
    expect([at("42.5%"), at("N/A"), at("999%"), at("-3%"), at("1e9%")]).toEqual([42.5, null, 100, null, null]);
  });
});

describe("state, inferred", () => {
  it.each([
    ["a ready pod", lowly(), "running"],
    ["a pod not ready", lowly({ pods: [pod("Running", false)] }), "starting"],
    ["a pending pod", lowly({ pods: [pod("Pending", false)] }), "starting"],
    ["a pod going away", lowly({ pods: [pod("Running", true, { deletionTimestamp: "x" })] }), "stopping"],
    ["two pods", lowly({ pods: [pod("Running"), pod("Running", false)] }), "migrating"],
    ["only a finished pod", lowly({ pods: [pod("Succeeded")] }), "stopped"],
    ["no pod, Halted", lowly({ pods: [], instance: instance({ runStrategy: "Halted" }) }), "stopped"],
    ["no pod, settled, disks complete", lowly({ pods: [], dataVolumes: volume("Succeeded") }), "stopped"],
    ["no pod, settled, disks not known", lowly({ pods: [] }), "unknown"],
    ["no pod, not settled", lowly({ pods: [], instance: instance({}, {}) }), "starting"],
    [
      "no pod, Halted, importing",
      lowly({
        pods: [],
        instance: instance({ runStrategy: "Halted" }),
        dataVolumes: volume("ImportInProgress"),
      }),
      "provisioning",
    ],
    [
      "no pod, Halted, a volume that waits for the first start",
      lowly({
        pods: [],
        instance: instance({ runStrategy: "Halted" }),
        dataVolumes: volume("WaitForFirstConsumer"),
      }),
      "stopped",
    ],
    ["no pod, a new disk without its volume yet", lowly({ pods: [], dataVolumes: noVolume }), "unknown"],
    ["no pod, importing", lowly({ pods: [], dataVolumes: volume("ImportInProgress") }), "provisioning"],
    [
      "nothing but a monitor",
      lowly({ pods: "unread", monitor: workloadMonitorSchema.parse(named("m", { status: { operational: true } })) }),
      "running",
    ],
    ["nothing at all", lowly({ pods: "unread", monitor: "unread" }), "unknown"],
  ])("%s", (_, some, state) => expect(stateOf(some)).toEqual({ state, inferred: true, trouble: null }));

  it.each([
    [
      "unschedulable",
      lowly({ pods: [pod("Pending", false, {}, [condition("PodScheduled", "False", "Unschedulable", "no node")])] }),
      "no node",
    ],
    [
      "a lost volume",
      lowly({ pods: [], disks: new Map([["web-system", readyDisk]]), dataVolumes: noVolume }),
      "volume vm-disk-web-system of disk web-system does not exist",
    ],
    ["a missing disk", lowly({ pods: [], disks: new Map() }), "disk web-system does not exist"],
    [
      "a failed release",
      lowly({
        pods: [],
        instance: instance({}, { status: { conditions: [condition("Ready", "False", "InstallFailed", "bad")] } }),
      }),
      "bad",
    ],
  ])("%s needs attention", (_, some, trouble) =>
    expect(stateOf(some)).toEqual({ state: "attention", inferred: true, trouble }),
  );

  it("does not take Helm's timeout on a stopped machine for a failure", () => {
    const message = "timeout waiting for: [VirtualMachine/vm-instance-web status: 'InProgress']";
    const stopped = instance(
      { runStrategy: "Halted" },
      { status: { conditions: [condition("Ready", "False", "InstallFailed", message)] } },
    );
    expect(stateOf(lowly({ pods: [], instance: stopped })).state).toBe("stopped");
  });
});
