import type { Problem } from "#lib/api/problem.ts";
import { lateOf } from "#lib/manifest/late.ts";
import { isObject, type JsonObject } from "#lib/manifest/merge-patch.ts";
import { isRelatedKind, type ObjectRef, type RelatedKind, readableFrom, relatedOf } from "#lib/manifest/related.ts";
import { editableText, shownText } from "#lib/manifest/shown-text.ts";
import type { ManifestRefusal, ManifestView, ObjectView } from "#lib/manifest/view.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import { isOutside, releaseOfVm } from "#lib/resources/names.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import { normalise } from "#lib/resources/vm/normalise.ts";
import { claimsOf } from "#lib/resources/vm/outside.ts";
import {
  launcherPodSchema,
  launcherVmLabel,
  type VmInstanceObject,
  virtualMachineSchema,
  vmInstanceSchema,
} from "#lib/resources/vm/schema.ts";
import type { Person } from "./auth/person.ts";
import { ProblemError, problemOf } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import type { KubePath } from "./kube/api.ts";
import { applicationSchema, appPath, specHash } from "./kube/apps.ts";

const namespaced = (
  tenant: string,
  root: readonly [string, ...string[]],
  resource: string,
  name?: string,
): KubePath => [...root, "namespaces", tenant, resource, ...(name === undefined ? [] : [name])];

const kubevirt = ["apis", "kubevirt.io", "v1"] as const;
const core = ["api", "v1"] as const;

/** Where the API server keeps each kind. */
const places: Readonly<Record<RelatedKind, readonly [root: readonly [string, ...string[]], resource: string]>> = {
  VMDisk: [["apis", "apps.cozystack.io", "v1alpha1"], "vmdisks"],
  HelmRelease: [["apis", "helm.toolkit.fluxcd.io", "v2"], "helmreleases"],
  VirtualMachine: [kubevirt, "virtualmachines"],
  VirtualMachineInstance: [kubevirt, "virtualmachineinstances"],
  Pod: [core, "pods"],
  Service: [core, "services"],
  WorkloadMonitor: [["apis", "cozystack.io", "v1alpha1"], "workloadmonitors"],
  DataVolume: [["apis", "cdi.kubevirt.io", "v1beta1"], "datavolumes"],
  PersistentVolumeClaim: [core, "persistentvolumeclaims"],
};

const mostPods = 20;

/** What a write must find unchanged: the spec, and the metadata that people write. */
export const manifestBase = (object: unknown): { spec: string; metadata: string } => {
  const { spec, metadata } = applicationSchema.parse(object);
  const { labels, annotations } = metadata;
  return { spec: specHash(spec), metadata: specHash({ labels, annotations }) };
};

const baseText = ({ spec, metadata }: ReturnType<typeof manifestBase>): string => `${spec}.${metadata}`;

/** The two halves of `ManifestView.base`. */
export const baseOfText = (text: string): { spec: string; metadata: string } => {
  const [spec = "", metadata = ""] = text.split(".");
  return { spec, metadata };
};

const asObject = (object: unknown, about: string): JsonObject => {
  if (!isObject(object)) throw new ProblemError("unsupported", { about });
  return object;
};

export type ManifestReader = ReturnType<typeof createManifestReader>;

/** Objects as text, read in the person's own name: a machine's own with what may be edited of it, and those that belong to it. */
export const createManifestReader = ({
  kube,
  access,
  dialect,
  spec: specOf,
}: Pick<Services, "kube" | "access" | "dialect" | "spec">) => {
  const get = async (person: Person, tenant: string, kind: RelatedKind, name: string): Promise<JsonObject> => {
    const [root, resource] = places[kind];
    try {
      return asObject(await kube.get(person, namespaced(tenant, root, resource, name)), `${resource} get`);
    } catch (error) {
      const { code, about, denied } = problemOf(error);
      if (code !== "forbidden" || !denied) throw error;
      throw new ProblemError(code, { ...(about && { about }), denied: { ...denied, role: readableFrom[kind] } });
    }
  };

  /** Names of the pods that run it, or why they are not known. */
  const podsOf = async (
    person: Person,
    tenant: string,
    vm: string,
  ): Promise<{ names: string[]; problem: Problem | null }> => {
    try {
      const query = { labelSelector: `${launcherVmLabel}=${releaseOfVm(vm)}` };
      const list = parseList(launcherPodSchema, await kube.get(person, namespaced(tenant, core, "pods"), { query }));
      return { names: (list?.items ?? []).slice(0, mostPods).map(({ metadata }) => metadata.name), problem: null };
    } catch (error) {
      return { names: [], problem: problemOf(error) };
    }
  };

  const refusalOf = async (person: Person, tenant: string, name: string, object: VmInstanceObject) => {
    const [held, spoken] = await Promise.all([access(person, tenant), dialect.read(person)]);
    const refusals: readonly (readonly [ManifestRefusal, boolean])[] = [
      ["deleting", object.metadata.deletionTimestamp !== null],
      ["contradictory", normalise(object, spoken).contradictory],
      ["role", !accessTo(held, name).update],
    ];
    return refusals.find(([, isSo]) => isSo)?.[0] ?? null;
  };

  const outside = async (person: Person, tenant: string, vm: string, isOpen: boolean): Promise<ManifestView> => {
    const name = releaseOfVm(vm);
    const [object, pods] = await Promise.all([get(person, tenant, "VirtualMachine", name), podsOf(person, tenant, vm)]);
    const machine = virtualMachineSchema.safeParse(object).data;
    const disks = claimsOf(machine?.spec.own ?? null);
    return {
      ref: { kind: "VirtualMachine", name },
      ...shownText(object, isOpen),
      isOpen,
      editable: null,
      refusal: "outside",
      base: "",
      schema: null,
      late: null,
      related: relatedOf({ vm, isOutside: true, disks, pods: pods.names }),
      unreadPods: pods.problem,
    };
  };

  const ofMachine = async (person: Person, tenant: string, name: string, isOpen: boolean): Promise<ManifestView> => {
    if (isOutside(name)) return outside(person, tenant, name, isOpen);
    const [stored, pods, schema] = await Promise.all([
      kube.get(person, appPath(tenant, "VMInstance", name)),
      podsOf(person, tenant, name),
      specOf(person),
    ]);
    const object = asObject(stored, "vminstances get");
    const known = vmInstanceSchema.safeParse(object);
    if (!known.success) throw new ProblemError("unsupported", { about: "vminstances get" });
    const refusal = await refusalOf(person, tenant, name, known.data);
    const disks = known.data.spec.disks.map((disk) => disk.name).filter((disk) => disk !== "");
    const shown = shownText(object, isOpen);
    return {
      ref: { kind: "VMInstance", name },
      ...shown,
      isOpen,
      editable: refusal ? null : editableText(object, isOpen),
      refusal,
      base: baseText(manifestBase(object)),
      schema,
      late: lateOf(object, shown.text),
      related: relatedOf({ vm: name, isOutside: false, disks: [...new Set(disks)], pods: pods.names }),
      unreadPods: pods.problem,
    };
  };

  const ofObject = async (
    person: Person,
    tenant: string,
    { kind, name }: ObjectRef,
    isOpen: boolean,
  ): Promise<ObjectView> => {
    if (!isRelatedKind(kind)) throw new ProblemError("bad-request");
    return { ref: { kind, name }, ...shownText(await get(person, tenant, kind, name), isOpen), isOpen };
  };

  return { ofMachine, ofObject };
};
