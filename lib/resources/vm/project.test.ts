import { describe, expect, it } from "vitest";
import { dataVolumeSchema, vmDiskSchema } from "../disk/schema.ts";
import { eventSchema } from "../event/schema.ts";
import { gibibyte } from "../quantity.ts";
import { projectDetail } from "./detail.ts";
import type { VmFacts } from "./facts.ts";
import { normalise } from "./normalise.ts";
import { disksToAskFor, projectRow } from "./project.ts";
import {
  launcherPodSchema,
  runningMachineSchema,
  serviceSchema,
  virtualMachineSchema,
  vmInstanceSchema,
  workloadMonitorSchema,
} from "./schema.ts";

const named = (name: string, rest: object = {}, metadata: object = {}) => ({
  metadata: { name, ...metadata },
  ...rest,
});
const condition = (type: string, status: string, reason = "", message = "") => ({ type, status, reason, message });
const ready = { status: { conditions: [condition("Ready", "True", "InstallSucceeded")] } };

const instance = (spec: object = {}, rest: object = ready, metadata: object = {}) =>
  normalise(
    vmInstanceSchema.parse(
      named(
        "web",
        { spec: { instanceType: "u1.medium", disks: [{ name: "web-system" }], ...spec }, ...rest },
        metadata,
      ),
    ),
    null,
  );
const machine = (printableStatus: string, conditions: object[] = []) =>
  virtualMachineSchema.parse(named("vm-instance-web", { status: { printableStatus, conditions } }));
const pod = (phase: string, isReady = true, metadata: object = {}, conditions: object[] = []) =>
  launcherPodSchema.parse(
    named(
      "virt-launcher-web",
      {
        status: {
          phase,
          podIP: "10.0.0.9",
          conditions: [condition("Ready", isReady ? "True" : "False"), ...conditions],
        },
      },
      metadata,
    ),
  );
const disk = vmDiskSchema.parse(
  named("web-system", {
    spec: { source: { image: { name: "ubuntu-2404" } }, storage: "20Gi", storageClass: "replicated" },
  }),
);
const readyDisk = vmDiskSchema.parse(named("web-system", ready));
const noVolume = new Map([["web-system", null]]);
const volume = (phase: string, progress = "N/A", conditions: object[] = [], restartCount = 0) => {
  const status = { phase, progress, conditions, restartCount };
  return new Map([["web-system", dataVolumeSchema.parse(named("vm-disk-web-system", { status }))]]);
};

const facts = (change: Partial<VmFacts> = {}): VmFacts => ({
  instance: instance(),
  virtualMachine: machine("Running"),
  running: "unread",
  asked: null,
  pods: [pod("Running")],
  service: serviceSchema.parse(
    named("vm-instance-web", {
      spec: { type: "LoadBalancer", ports: [{ port: 22 }] },
      status: { loadBalancer: { ingress: [{ ip: "203.0.113.7" }] } },
    }),
  ),
  monitor: null,
  disks: new Map([["web-system", disk]]),
  dataVolumes: new Map(),
  instanceType: {
    name: "u1.medium",
    series: "u1",
    cpu: 1,
    memoryBytes: 4 * gibibyte,
    dedicatedCpu: false,
    traits: [],
    typicalFor: null,
  },
  ...change,
});
/** What `use` and `view` have: everything but the VirtualMachine. */
const lowly = (change: Partial<VmFacts> = {}) => facts({ virtualMachine: "unread", ...change });
const stateOf = (some: VmFacts) => {
  const { state, inferred, trouble } = projectRow(some);
  return { state, inferred, trouble };
};

describe("a row", () => {
  it("D03: says of its uid what tells two machines apart, and no more: in a long list it is most of the bytes", () => {
    const uid = "0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d";
    const some = facts({ instance: instance({}, ready, { uid }) });
    expect(projectRow(some).uid).toBe("0a1b2c");
  });

  it("joins what the platform scatters", () => {
    expect(projectRow(facts())).toMatchObject({
      name: "web",
      state: "running",
      status: "Running",
      inferred: false,
      os: { family: "ubuntu", label: "Ubuntu 24.04 LTS" },
      size: { type: "u1.medium", cpu: 1, memoryBytes: 4 * gibibyte },
      addresses: { public: "203.0.113.7", private: "10.0.0.9" },
      disks: { count: 1, totalBytes: 20 * gibibyte },
      runStrategy: "Always",
      deleting: false,
    });
  });

  it("believes the running machine where an operator lets it be read and the VirtualMachine is not", () => {
    const running = (phase: string, conditions: object[] = []) =>
      runningMachineSchema.parse(
        named("vm-instance-web", { status: { phase, conditions, interfaces: [{ ipAddress: "10.0.0.8" }] } }),
      );
    const blind = { pods: "unread", monitor: "unread" } as const;
    expect(stateOf(lowly({ ...blind, running: running("Running") })).state).toBe("running");
    expect(stateOf(lowly({ ...blind, running: running("Running", [condition("Paused", "True")]) })).state).toBe(
      "paused",
    );
    // On its way, its pod tells more; a phase nobody knows says nothing.
    expect(stateOf(lowly({ pods: [pod("Pending", false)], running: running("Scheduling") })).state).toBe("starting");
    expect(stateOf(lowly({ ...blind, running: running("Floating") })).state).toBe("unknown");
    expect(projectRow(lowly({ ...blind, running: running("Running") })).addresses.private).toBe("10.0.0.8");
    expect(projectRow(facts({ virtualMachine: machine("Stopped"), running: running("Running") })).state).toBe(
      "stopped",
    );
  });

  it.each([
    ["running", { asked: "on" }, "running", false],
    ["running, and its pod is on its way out", { asked: "off" }, "running", true],
    ["stopped", { asked: "off", pods: [] }, "stopped", false],
    ["not to be seen, and on", { asked: "on", pods: "unread" }, "running", true],
    ["not to be seen, and off", { asked: "off", pods: "unread" }, "stopped", false],
    ["seen nowhere yet, and on", { asked: "on", pods: [] }, "starting", true],
    ["starting", { asked: "on", pods: [pod("Pending", false)] }, "starting", true],
  ] as const)("says no more than the cluster's own word on power allows: %s", (_, change, state, inferred) =>
    expect(stateOf(lowly(change))).toEqual({ state, inferred, trouble: null }),
  );

  it("carries people's own labels", () =>
    expect(projectRow(facts({ instance: instance({}, ready, { labels: { env: "test" } }) })).labels).toEqual([
      "env=test",
    ]));

  it("says unknown, never zero, for what it could not read", () => {
    const blind = facts({ pods: "unread", service: "unread", disks: "unread", instanceType: null });
    expect(projectRow(blind)).toMatchObject({
      size: { cpu: null, memoryBytes: null },
      addresses: { public: null, private: null },
      disks: { count: 1, totalBytes: null },
    });
    expect(projectRow(facts({ disks: new Map() })).disks.totalBytes).toBeNull();
  });

  it("takes no ClusterIP for a public address and no unknown method for an open machine", () => {
    const headless = serviceSchema.parse(named("vm-instance-web", { spec: { type: "ClusterIP" } }));
    expect(projectRow(facts({ service: headless })).addresses.public).toBeNull();
    const odd = instance({ external: true, externalMethod: "Everything", externalPorts: "22,443" });
    expect(projectRow(facts({ instance: odd })).exposure).toEqual({ kind: "ports", ports: [] });
  });

  it("counts custom resources as cpu times sockets", () => {
    const custom = instance({ instanceType: "", resources: { cpu: "2", sockets: 2, memory: "1Gi" } });
    expect(projectRow(facts({ instance: custom })).size).toEqual({ type: "", cpu: 4, memoryBytes: gibibyte });
  });
});

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

it("asks only for volumes that somebody waits for", () => {
  const row = { state: "provisioning", inferred: false } as const;
  expect(disksToAskFor(facts(), row)).toEqual(["web-system"]);
  expect(disksToAskFor(facts({ dataVolumes: volume("Succeeded") }), row)).toEqual([]);
  expect(disksToAskFor(facts({ disks: new Map() }), row)).toEqual([]);
  for (const state of ["unknown", "stopped"] as const)
    expect(disksToAskFor(lowly({ pods: [] }), { state, inferred: true })).toEqual(["web-system"]);
  const settled = new Map([["web-system", readyDisk]]);
  expect(disksToAskFor(facts({ disks: settled }), { state: "stopped", inferred: false })).toEqual([]);
});

it("a detail holds disks in boot order and events newest first", () => {
  const event = (name: string, lastTimestamp: string) =>
    eventSchema.parse(named(name, { involvedObject: { kind: "Pod", name: "p" }, reason: name, lastTimestamp }));
  const view = projectDetail(facts({ dataVolumes: volume("Succeeded") }), [
    event("old", "2026-01-01"),
    event("new", "2026-02-01"),
  ]);
  expect(view.disksAttached).toMatchObject([{ name: "web-system", bootOrder: 1, progress: 100, image: "ubuntu-2404" }]);
  const lost = facts({ disks: new Map([["web-system", readyDisk]]), dataVolumes: noVolume });
  expect(projectDetail(lost, []).disksAttached).toMatchObject([{ phase: "Missing", progress: null }]);
  expect(view.events.map(({ reason }) => reason)).toEqual(["new", "old"]);
  expect(view.loginUser).toBe("ubuntu");
});
