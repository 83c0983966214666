import { createHash } from "node:crypto";
import { sites } from "../bootstrap/infrastructure.ts";
import type { KubeClient } from "../client.ts";
import { type Pod, pods } from "../kinds/core.ts";
import type { VirtualMachineInstance } from "../kinds/kubevirt.ts";
import { ownedBy } from "../object.ts";

export const typeAnnotation = "kubevirt.io/cluster-instancetype-name";
export const preferenceAnnotation = "kubevirt.io/cluster-preference-name";
export const createdBy = "kubevirt.io/created-by";
export const launcherLabel = "kubevirt.io=virt-launcher";

const hash = (text: string): Buffer => createHash("sha256").update(text).digest();

/** The pod's name follows from the instance, or from the migration whose target it is, so that a second create is refused. */
export const launcherName = ({ metadata }: VirtualMachineInstance, seed = metadata.uid): string =>
  `virt-launcher-${metadata.name}-${hash(seed ?? "")
    .toString("hex")
    .slice(0, 5)}`;

/** The guest's address stays the same over restarts, as kube-ovn keeps it; taken ones are skipped. */
export const addressOf = ({ metadata }: VirtualMachineInstance, isTaken: (address: string) => boolean): string => {
  let number = hash(`${metadata.namespace}/${metadata.name}`).readUInt16BE(0);
  let address: string;
  do {
    number = (number + 1) % 65_536;
    address = `10.244.${number >> 8}.${number & 255}`;
  } while (isTaken(address) || /\.(0|255)$/.test(address));
  return address;
};

export const macOf = ({ metadata }: VirtualMachineInstance): string =>
  ["02", ...hash(`${metadata.namespace}/${metadata.name}`).subarray(2, 7)]
    .map((byte) => (typeof byte === "string" ? byte : byte.toString(16).padStart(2, "0")))
    .join(":");

export const nodeOf = ({ metadata }: VirtualMachineInstance): string =>
  sites[hash(metadata.uid ?? "").readUInt8(0) % sites.length]?.node ?? "";

/** Those launcher pods of an instance that still run or come up. */
export const launchersOf = async (client: KubeClient, { metadata }: VirtualMachineInstance): Promise<Pod[]> => {
  const labelSelector = `${launcherLabel},${createdBy}=${metadata.uid}`;
  const found = await client.list(pods, { namespace: metadata.namespace, labelSelector });
  return found.filter(isAlive);
};

export const isAlive = ({ metadata, status }: Pod): boolean =>
  metadata.deletionTimestamp === undefined && !["Succeeded", "Failed"].includes(status?.phase ?? "");

/** The virt-launcher pod of an instance; without `node` it waits to be scheduled. */
export const launcherPod = (
  vmi: VirtualMachineInstance,
  size: { cpu: string; memory: string },
  node: string | undefined,
  nameSeed?: string,
): Pod => {
  const { namespace, name, uid = "", labels } = vmi.metadata;
  const resources = { cpu: size.cpu, memory: size.memory };
  return {
    metadata: {
      namespace,
      name: launcherName(vmi, nameSeed),
      labels: {
        ...labels,
        "kubevirt.io": "virt-launcher",
        [createdBy]: uid,
        "vm.kubevirt.io/name": name,
        ...(node && { "kubevirt.io/nodeName": node }),
      },
      annotations: { "kubevirt.io/domain": name, "kubectl.kubernetes.io/default-container": "compute" },
      ownerReferences: [ownedBy(vmi)],
    },
    spec: {
      ...(node && { nodeName: node }),
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 60,
      containers: [
        {
          name: "compute",
          image: "quay.io/kubevirt/virt-launcher:v1.8.4",
          resources: { requests: resources, limits: resources },
        },
      ],
      volumes: vmi.spec.volumes.flatMap((volume) =>
        volume.dataVolume ? [{ name: volume.name, persistentVolumeClaim: { claimName: volume.dataVolume.name } }] : [],
      ),
    },
  };
};

/** The pod's status once its container runs, or while it waits for what `waiting` says. */
export const launcherStatus = (
  at: string,
  ip: string | undefined,
  waiting?: { reason: string; message: string },
): NonNullable<Pod["status"]> => {
  const isReady = waiting === undefined;
  const ready = isReady ? "True" : "False";
  return {
    phase: isReady ? "Running" : "Pending",
    startTime: at,
    ...(ip !== undefined && { podIP: ip, podIPs: [{ ip }], hostIP: "192.0.2.10" }),
    conditions: [
      { type: "PodScheduled", status: "True", lastTransitionTime: at },
      { type: "Initialized", status: "True", lastTransitionTime: at },
      { type: "ContainersReady", status: ready, lastTransitionTime: at },
      { type: "Ready", status: ready, lastTransitionTime: at },
    ],
    containerStatuses: [
      {
        name: "compute",
        ready: isReady,
        started: isReady,
        restartCount: 0,
        state: waiting ? { waiting } : { running: { startedAt: at } },
        image: "quay.io/kubevirt/virt-launcher:v1.8.4",
        imageID: "",
      },
    ],
  };
};
