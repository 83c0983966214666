import type { Era } from "../eras/era.ts";
import { type Condition, type KubeObject, kindOf } from "../object.ts";

type Column = { name: string; type: string; jsonPath: string };
type Crd = KubeObject & { spec: Record<string, unknown>; status?: { conditions?: Condition[] } };

export const customResourceDefinitions = kindOf<Crd>(
  "apiextensions.k8s.io",
  "v1",
  "customresourcedefinitions",
  "CustomResourceDefinition",
  false,
);

type Definition = {
  group: string;
  version: string;
  /** Singular and plural are derived from the kind. */
  kind: string;
  plural?: string;
  scope?: "Cluster";
  /** A status subresource; VirtualMachineInstance upstream really has none. */
  status?: boolean;
  shortNames?: string[];
  categories?: string[];
  columns?: Column[];
};

const column = (name: string, jsonPath: string, type = "string"): Column => ({ name, type, jsonPath });
const age = column("Age", ".metadata.creationTimestamp", "date");
const condition = (type: string, name = type) => column(name, `.status.conditions[?(@.type=='${type}')].status`);

const kubevirt = { group: "kubevirt.io", version: "v1", categories: ["all"] };
const instancetype = { group: "instancetype.kubevirt.io", version: "v1beta1" };
const cdi = { group: "cdi.kubevirt.io", version: "v1beta1" };
const cozystack = { group: "cozystack.io", version: "v1alpha1" };

/** Names, short names and printer columns as KubeVirt 1.8.4, CDI 1.64.0, Cozystack and Flux install them; no schemas. */
const definitions: Definition[] = [
  {
    ...kubevirt,
    kind: "VirtualMachine",
    status: true,
    shortNames: ["vm", "vms"],
    columns: [age, column("Status", ".status.printableStatus"), condition("Ready")],
  },
  {
    ...kubevirt,
    kind: "VirtualMachineInstance",
    shortNames: ["vmi", "vmis"],
    columns: [
      age,
      column("Phase", ".status.phase"),
      column("IP", ".status.interfaces[0].ipAddress"),
      column("NodeName", ".status.nodeName"),
      condition("Ready"),
      condition("LiveMigratable", "Live-Migratable"),
      condition("Paused"),
    ],
  },
  {
    ...kubevirt,
    kind: "VirtualMachineInstanceMigration",
    status: true,
    shortNames: ["vmim", "vmims"],
    columns: [column("Phase", ".status.phase"), column("VMI", ".spec.vmiName")],
  },
  {
    ...kubevirt,
    kind: "KubeVirt",
    status: true,
    shortNames: ["kv", "kvs"],
    columns: [age, column("Phase", ".status.phase")],
  },
  {
    ...instancetype,
    kind: "VirtualMachineClusterInstancetype",
    scope: "Cluster",
    shortNames: ["vmclusterinstancetype", "vmclusterinstancetypes", "vmcf", "vmcfs"],
  },
  { ...instancetype, kind: "VirtualMachineClusterPreference", scope: "Cluster", shortNames: ["vmcp", "vmcps"] },
  {
    ...instancetype,
    kind: "VirtualMachineInstancetype",
    shortNames: ["vminstancetype", "vminstancetypes", "vmf", "vmfs"],
    categories: ["all"],
  },
  {
    ...instancetype,
    kind: "VirtualMachinePreference",
    shortNames: ["vmpref", "vmprefs", "vmp", "vmps"],
    categories: ["all"],
  },
  {
    ...cdi,
    kind: "DataVolume",
    status: true,
    shortNames: ["dv", "dvs"],
    categories: ["all"],
    columns: [
      column("Phase", ".status.phase"),
      column("Progress", ".status.progress"),
      column("Restarts", ".status.restartCount", "integer"),
      age,
    ],
  },
  { ...cdi, kind: "CDIConfig", scope: "Cluster" },
  { ...cdi, kind: "StorageProfile", scope: "Cluster", status: true },
  { ...cozystack, kind: "ApplicationDefinition", scope: "Cluster" },
  { ...cozystack, kind: "CozystackResourceDefinition", scope: "Cluster" },
  { ...cozystack, kind: "SchedulingClass", plural: "schedulingclasses", scope: "Cluster" },
  {
    ...cozystack,
    kind: "WorkloadMonitor",
    status: true,
    columns: [
      column("Kind", ".spec.kind"),
      column("Type", ".spec.type"),
      column("Version", ".spec.version"),
      column("Replicas", ".spec.replicas", "integer"),
      column("MinReplicas", ".spec.minReplicas", "integer"),
      column("Available", ".status.availableReplicas", "integer"),
      column("Observed", ".status.observedReplicas", "integer"),
      column("Operational", ".status.operational", "boolean"),
    ],
  },
  {
    ...cozystack,
    kind: "Workload",
    columns: [
      column("Kind", ".status.kind"),
      column("Type", ".status.type"),
      column("CPU", ".status.resources.cpu"),
      column("Memory", ".status.resources.memory"),
      column("Operational", ".status.operational", "boolean"),
    ],
  },
  {
    group: "helm.toolkit.fluxcd.io",
    version: "v2",
    kind: "HelmRelease",
    status: true,
    shortNames: ["hr"],
    columns: [age, condition("Ready"), column("Status", ".status.conditions[?(@.type=='Ready')].message")],
  },
  {
    group: "k8s.cni.cncf.io",
    version: "v1",
    kind: "NetworkAttachmentDefinition",
    plural: "network-attachment-definitions",
    shortNames: ["net-attach-def"],
  },
];

export const crds: Crd[] = definitions.map((it) => {
  const plural = it.plural ?? `${it.kind.toLowerCase()}s`;
  const singular = it.plural === undefined ? it.kind.toLowerCase() : it.plural.replace(/e?s$/, "");
  return {
    metadata: { name: `${plural}.${it.group}` },
    spec: {
      group: it.group,
      scope: it.scope ?? "Namespaced",
      names: {
        kind: it.kind,
        listKind: `${it.kind}List`,
        plural,
        singular,
        ...(it.shortNames && { shortNames: it.shortNames }),
        ...(it.categories && { categories: it.categories }),
      },
      versions: [
        {
          name: it.version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
          ...(it.status && { subresources: { status: {} } }),
          ...(it.columns && { additionalPrinterColumns: it.columns }),
        },
      ],
    },
  };
});

const definitionKinds = ["ApplicationDefinition", "CozystackResourceDefinition"];

/** What the era installs: applications are defined by a kind of another name, or by none. */
export const crdsOf = ({ definitionKind }: Era): Crd[] =>
  crds.filter((_, index) => {
    const kind = definitions[index]?.kind ?? "";
    return kind === definitionKind || !definitionKinds.includes(kind);
  });
