/** The part of `metadata` that controllers read and write. */
export type Meta = {
  name: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
};

export type OwnerReference = {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
};

export type Condition = {
  type: string;
  status: string;
  reason?: string;
  message?: string;
  lastTransitionTime?: string;
  observedGeneration?: number;
};

export type KubeObject = { apiVersion?: string; kind?: string; metadata: Meta };

/** Where objects of one kind live; `T` is what they look like. */
export type Kind<T extends KubeObject> = {
  group: string;
  version: string;
  resource: string;
  kind: string;
  namespaced: boolean;
  /** Never set: carries the type of the objects. */
  of?: T;
};

/** A kind of the API; the core group is `""`. */
export const kindOf = <T extends KubeObject>(
  group: string,
  version: string,
  resource: string,
  kind: string,
  namespaced = true,
): Kind<T> => ({ group, version, resource, kind, namespaced });

export const apiVersionOf = ({ group, version }: { group: string; version: string }): string =>
  group === "" ? version : `${group}/${version}`;

/** `namespace/name`, or the name of a cluster-scoped object. */
export const keyOf = ({ metadata }: KubeObject): string =>
  metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;

/** An owner reference that makes the API server's garbage collector delete the dependent with its controller. */
export const ownedBy = (owner: KubeObject): OwnerReference => ({
  apiVersion: owner.apiVersion ?? "",
  kind: owner.kind ?? "",
  name: owner.metadata.name,
  uid: owner.metadata.uid ?? "",
  controller: true,
  blockOwnerDeletion: true,
});
