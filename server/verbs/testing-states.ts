import { printableStatuses } from "#lib/resources/vm/status.ts";
import type { Person } from "../auth/person.ts";
import type { Kube, KubePath } from "../kube/api.ts";

export type PrintableStatus = keyof typeof printableStatuses;
// Object.keys widens to string; these are the keys of a constant.
export const statuses = Object.keys(printableStatuses) as PrintableStatus[];
export const strategies = ["Always", "Halted", "Manual", "RerunOnFailure", "Once"] as const;
export type Strategy = (typeof strategies)[number];

/** What the cluster has of a machine in one printable status. */
type Shape = {
  /** Phase of its instance; null: there is none. */
  phase: string | null;
  condition?: object;
  pods?: object[];
  isGoing?: "machine" | "instance";
};

const yes = (type: string) => ({ type, status: "True" });
const waiting = (reason: string) => ({ name: "compute", state: { waiting: { reason, message: reason } } });
const running = { phase: "Running", conditions: [yes("PodScheduled"), yes("Ready")] };
const pending = { phase: "Pending", conditions: [yes("PodScheduled")] };
const noRoom = { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "no node has room" };

const shapes: Readonly<Record<PrintableStatus, Shape>> = {
  Stopped: { phase: null },
  Provisioning: { phase: "Pending" },
  Starting: { phase: "Scheduling", pods: [pending] },
  Running: { phase: "Running", pods: [running] },
  Paused: { phase: "Running", pods: [running], condition: yes("Paused") },
  Stopping: { phase: "Running", pods: [running], isGoing: "instance" },
  Terminating: { phase: "Running", pods: [running], isGoing: "machine" },
  CrashLoopBackOff: { phase: null },
  Migrating: { phase: "Running", pods: [running, pending] },
  Unknown: { phase: "Unknown", pods: [{ phase: "Unknown" }] },
  ErrorUnschedulable: { phase: "Scheduling", pods: [{ phase: "Pending", conditions: [noRoom] }] },
  ErrImagePull: { phase: "Scheduling", pods: [{ ...pending, containerStatuses: [waiting("ErrImagePull")] }] },
  ImagePullBackOff: { phase: "Scheduling", pods: [{ ...pending, containerStatuses: [waiting("ImagePullBackOff")] }] },
  ErrorPvcNotFound: { phase: "Pending" },
  DataVolumeError: { phase: "Pending" },
  WaitingForVolumeBinding: { phase: "Pending" },
  WaitingForReceiver: { phase: "WaitingForSync", pods: [pending] },
};

/** Disks of a machine that is meant to be off are prepared, or fail, without an instance. */
const precedesStart: readonly PrintableStatus[] = ["Provisioning", "DataVolumeError", "WaitingForVolumeBinding"];

/**
 * The VirtualMachine's own strategy where it cannot be the VMInstance's: KubeVirt starts what is Always and stops what is Halted at once, so
 * one that stays otherwise was switched by a call, which writes only the VirtualMachine. A stop of Once does the same.
 */
const ownStrategyOf = (status: PrintableStatus, strategy: Strategy): Strategy => {
  if (status === "Stopping" && strategy !== "Manual" && strategy !== "RerunOnFailure") return "Halted";
  if (strategy === "Always" && status === "Stopped") return "Halted";
  const isOff = status === "Stopped" || status === "CrashLoopBackOff" || precedesStart.includes(status);
  return strategy === "Halted" && !isOff ? "Always" : strategy;
};

const phaseOf = (status: PrintableStatus, strategy: Strategy): string | null => {
  if (strategy === "Halted" && precedesStart.includes(status)) return null;
  // What ran its one time stays as it ended.
  return strategy === "Once" && status === "Stopped" ? "Succeeded" : shapes[status].phase;
};

export const machineName = (status: PrintableStatus, strategy: Strategy): string =>
  `${status}-${strategy}`.toLowerCase();

const heldFast = { finalizers: ["porthole.test/held"] };
const machineSpec = {
  domain: { devices: { disks: [], interfaces: [] } },
  networks: [],
  volumes: [],
  terminationGracePeriodSeconds: 30,
};

/** Writes one machine as it is in a status, as the administrator of a cluster whose controllers rest. */
export const putMachine = async (
  kube: Kube,
  root: Person,
  tenant: string,
  { status, strategy }: { status: PrintableStatus; strategy: Strategy },
): Promise<void> => {
  const app = machineName(status, strategy);
  const name = `vm-instance-${app}`;
  const { condition, pods = [], isGoing } = shapes[status];
  const phase = phaseOf(status, strategy);
  const metadata = (more: object = {}) => ({ name, namespace: tenant, ...more });
  const at = (group: string, kind: string): KubePath => ["apis", ...group.split("/"), "namespaces", tenant, kind];
  const kubevirt = "kubevirt.io/v1";
  const post = (path: KubePath, body: object) => kube.write(root, "POST", path, body);

  await post(at("apps.cozystack.io/v1alpha1", "vminstances"), {
    apiVersion: "apps.cozystack.io/v1alpha1",
    kind: "VMInstance",
    metadata: { name: app, namespace: tenant, labels: { "created-by": "porthole" } },
    spec: { instanceType: "u1.medium", instanceProfile: "ubuntu", runStrategy: strategy },
  });
  await post(at(kubevirt, "virtualmachines"), {
    apiVersion: kubevirt,
    kind: "VirtualMachine",
    metadata: metadata(isGoing === "machine" ? heldFast : {}),
    spec: {
      runStrategy: ownStrategyOf(status, strategy),
      template: { metadata: { labels: {} }, spec: machineSpec },
    },
  });
  // A stop of these two is a wish, and stays one until the instance is gone.
  const isWished = status === "Stopping" && (strategy === "Manual" || strategy === "RerunOnFailure");
  await kube.write(root, "PATCH", [...at(kubevirt, "virtualmachines"), name, "status"], {
    status: { printableStatus: status, ...(isWished && { stateChangeRequests: [{ action: "Stop" }] }) },
  });
  if (phase !== null)
    await post(at(kubevirt, "virtualmachineinstances"), {
      apiVersion: kubevirt,
      kind: "VirtualMachineInstance",
      metadata: metadata(isGoing === "instance" ? heldFast : {}),
      spec: machineSpec,
      status: { phase, ...(condition && { conditions: [condition] }) },
    });
  if (status === "Migrating")
    await post(at(kubevirt, "virtualmachineinstancemigrations"), {
      apiVersion: kubevirt,
      kind: "VirtualMachineInstanceMigration",
      metadata: { name: `move-${app}`, namespace: tenant },
      spec: { vmiName: name },
      status: { phase: "Running" },
    });
  for (const [index, podStatus] of pods.entries()) {
    const path: KubePath = ["api", "v1", "namespaces", tenant, "pods"];
    const pod = `virt-launcher-${name}-${index}`;
    await post(path, {
      apiVersion: "v1",
      kind: "Pod",
      metadata: {
        name: pod,
        namespace: tenant,
        labels: { "kubevirt.io": "virt-launcher", "vm.kubevirt.io/name": name },
        ...(isGoing && heldFast),
      },
      spec: { containers: [{ name: "compute", image: "launcher" }] },
    });
    await kube.write(root, "PATCH", [...path, pod, "status"], { status: podStatus });
    if (isGoing) await kube.write(root, "DELETE", [...path, pod], undefined);
  }
  if (isGoing) {
    const kind = isGoing === "machine" ? "virtualmachines" : "virtualmachineinstances";
    await kube.write(root, "DELETE", [...at(kubevirt, kind), name], undefined);
  }
};
