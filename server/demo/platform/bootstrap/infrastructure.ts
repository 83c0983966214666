import type { Era } from "../eras/era.ts";
import type { CdiConfig, StorageProfile } from "../kinds/cdi.ts";
import type { Namespace, Node, StorageClass } from "../kinds/core.ts";
import type { KubeVirt } from "../kinds/kubevirt.ts";
import { type Condition, type KubeObject, kindOf } from "../object.ts";

export const platformNamespaces: Namespace[] = ["cozy-system", "cozy-public", "cozy-kubevirt"].map((name) => ({
  metadata: { name },
}));

export type Site = { node: string; zone: string };

/** One node in each of the provider's three sites. */
export const sites: Site[] = [
  { node: "gva-n01", zone: "geneva" },
  { node: "lux-n02", zone: "lucerne" },
  { node: "gla-n03", zone: "gland" },
];

/** Devices that may be given to machines, and how many there are of each: all in the node of geneva. */
export const gpusOf: Record<string, number> = { "nvidia.com/GA102GL_A10": 2, "nvidia.com/TU104GL_TESLA_T4": 4 };

const capacity = { cpu: "128", memory: "1Ti", pods: "250", "ephemeral-storage": "2Ti" };

export const nodeObjects: Node[] = sites.map(({ node, zone }) => ({
  metadata: {
    name: node,
    labels: {
      "kubernetes.io/hostname": node,
      "kubernetes.io/os": "linux",
      "kubernetes.io/arch": "amd64",
      "topology.kubernetes.io/region": "ch",
      "topology.kubernetes.io/zone": zone,
      "kubevirt.io/schedulable": "true",
    },
  },
}));

const capacityOf = (node: string) => ({
  ...capacity,
  ...(node === sites[0]?.node &&
    Object.fromEntries(Object.entries(gpusOf).map(([device, count]) => [device, `${count}`]))),
});

export const nodeStatus = (node: string, now: string) => ({
  capacity: capacityOf(node),
  allocatable: capacityOf(node),
  conditions: [
    {
      type: "Ready",
      status: "True",
      reason: "KubeletReady",
      message: "kubelet is posting ready status",
      lastTransitionTime: now,
    },
  ],
});

const storageClass = (name: string, copies: number, isDefault: boolean): StorageClass => ({
  metadata: {
    name,
    ...(isDefault && { annotations: { "storageclass.kubernetes.io/is-default-class": "true" } }),
  },
  provisioner: "linstor.csi.linbit.com",
  parameters: { "linstor.csi.linbit.com/autoPlace": `${copies}`, "linstor.csi.linbit.com/storagePool": "data" },
  allowVolumeExpansion: true,
  volumeBindingMode: copies === 1 ? "WaitForFirstConsumer" : "Immediate",
  reclaimPolicy: "Delete",
});

export const storageClassObjects = [storageClass("replicated", 3, true), storageClass("local", 1, false)];

export const storageProfileObjects: StorageProfile[] = storageClassObjects.map(({ metadata: { name } }) => ({
  metadata: { name },
  spec: {},
}));

export const cdiConfig: CdiConfig = {
  metadata: { name: "config" },
  spec: { featureGates: ["HonorWaitForFirstConsumer", "ExpandDisks"] },
  status: { uploadProxyURL: "cdi-uploadproxy.demo.invalid", scratchSpaceStorageClass: "replicated" },
};

export const kubeVirt: KubeVirt = {
  metadata: { name: "kubevirt", namespace: "cozy-kubevirt" },
  spec: {
    configuration: {
      developerConfiguration: {
        featureGates: [
          "HotplugVolumes",
          "ExpandDisks",
          "LiveMigration",
          "AutoResourceLimitsGate",
          "CPUManager",
          "GPU",
          "VMExport",
        ],
      },
      evictionStrategy: "LiveMigrate",
      permittedHostDevices: {
        pciHostDevices: [
          { pciVendorSelector: "10DE:2236", resourceName: "nvidia.com/GA102GL_A10", externalResourceProvider: true },
          {
            pciVendorSelector: "10DE:1EB8",
            resourceName: "nvidia.com/TU104GL_TESLA_T4",
            externalResourceProvider: true,
          },
        ],
      },
      vmRolloutStrategy: "LiveUpdate",
      virtualMachineOptions: { disableSerialConsoleLog: {} },
    },
    monitorNamespace: "tenant-root",
    workloadUpdateStrategy: { workloadUpdateMethods: ["LiveMigrate", "Evict"] },
  },
};

export const kubeVirtStatus = ({ kubeVirt: version }: Era) => ({
  phase: "Deployed",
  observedKubeVirtVersion: version,
  targetKubeVirtVersion: version,
});

export type ApiService = KubeObject & { spec: Record<string, unknown>; status?: { conditions?: Condition[] } };

export const apiServices = kindOf<ApiService>("apiregistration.k8s.io", "v1", "apiservices", "APIService", false);

/** An API group and the port of the aggregated server that serves it. */
export type ServedGroup = { group: string; versions: string[]; port: number };

/** Sends these groups to the platform's own servers, reached as Service `platform` (ExternalName of this machine). */
export const apiServiceObjects = (groups: ServedGroup[], caPem: string): ApiService[] =>
  groups.flatMap(({ group, versions, port }) =>
    versions.map((version, index) => ({
      metadata: { name: `${version}.${group}` },
      spec: {
        group,
        version,
        groupPriorityMinimum: 1000,
        // The first version is the preferred one.
        versionPriority: 15 + 5 * (versions.length - 1 - index),
        caBundle: Buffer.from(caPem).toString("base64"),
        service: { name: "platform", namespace: "cozy-system", port },
      },
    })),
  );
