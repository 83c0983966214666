import { dataVolumeSchema, vmDiskSchema } from "../disk/schema.ts";
import { gibibyte } from "../quantity.ts";
import type { VmFacts } from "./facts.ts";
import { normalise } from "./normalise.ts";
import { projectRow } from "./project.ts";
import { launcherPodSchema, serviceSchema, virtualMachineSchema, vmInstanceSchema } from "./schema.ts";

/** Objects of one machine as the cluster has them. Only tests read it. */
export const named = (name: string, rest: object = {}, metadata: object = {}) => ({
  metadata: { name, ...metadata },
  ...rest,
});
export const condition = (type: string, status: string, reason = "", message = "") => ({
  type,
  status,
  reason,
  message,
});
export const ready = { status: { conditions: [condition("Ready", "True", "InstallSucceeded")] } };

export const instance = (spec: object = {}, rest: object = ready, metadata: object = {}) =>
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
export const machine = (printableStatus: string, conditions: object[] = []) =>
  virtualMachineSchema.parse(named("vm-instance-web", { status: { printableStatus, conditions } }));
export const pod = (phase: string, isReady = true, metadata: object = {}, conditions: object[] = []) =>
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
export const disk = vmDiskSchema.parse(
  named("web-system", {
    spec: { source: { image: { name: "ubuntu-2404" } }, storage: "20Gi", storageClass: "replicated" },
  }),
);
export const readyDisk = vmDiskSchema.parse(named("web-system", ready));
export const noVolume = new Map([["web-system", null]]);
export const volume = (phase: string, progress = "N/A", conditions: object[] = [], restartCount = 0) => {
  const status = { phase, progress, conditions, restartCount };
  return new Map([["web-system", dataVolumeSchema.parse(named("vm-disk-web-system", { status }))]]);
};

export const facts = (change: Partial<VmFacts> = {}): VmFacts => ({
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
export const lowly = (change: Partial<VmFacts> = {}) => facts({ virtualMachine: "unread", ...change });
export const stateOf = (some: VmFacts) => {
  const { state, inferred, trouble } = projectRow(some);
  return { state, inferred, trouble };
};
