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

export const nodeStatus = (now: string) => ({
  capacity,
  allocatable: capacity,
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
      vmRolloutStrategy: "LiveUpdate",
      virtualMachineOptions: { disableSerialConsoleLog: {} },
    },
    monitorNamespace: "tenant-root",
    workloadUpdateStrategy: { workloadUpdateMethods: ["LiveMigrate", "Evict"] },
  },
};

export const kubeVirtStatus = { phase: "Deployed", observedKubeVirtVersion: "v1.8.4", targetKubeVirtVersion: "v1.8.4" };

type ApiService = KubeObject & { spec: Record<string, unknown>; status?: { conditions?: Condition[] } };

export const apiServices = kindOf<ApiService>("apiregistration.k8s.io", "v1", "apiservices", "APIService", false);

/** Sends these groups to the platform's own server, reached as Service `platform` (ExternalName of this machine). */
export const apiServiceObjects = (port: number, caPem: string): ApiService[] =>
  [
    ["apps.cozystack.io", "v1alpha1", 1000, 15],
    ["core.cozystack.io", "v1alpha1", 1000, 15],
    ["subresources.kubevirt.io", "v1", 1000, 20],
    ["subresources.kubevirt.io", "v1alpha3", 1000, 15],
  ].map(([group, version, groupPriorityMinimum, versionPriority]) => ({
    metadata: { name: `${version}.${group}` },
    spec: {
      group,
      version,
      groupPriorityMinimum,
      versionPriority,
      caBundle: Buffer.from(caPem).toString("base64"),
      service: { name: "platform", namespace: "cozy-system", port },
    },
  }));
