import type { Cluster } from "../cluster.ts";
import { groupOf, type KubeObject, type OwnerReference } from "../objects/kube-object.ts";
import { keyOf, type ResourceDefinition } from "../resources/definition.ts";
import type { StoredObject } from "../storage/stored-object.ts";
import { deleteObject, FOREGROUND, isReadyToGo, ORPHAN } from "../verbs/delete.ts";
import type { WorkQueue } from "./work-queue.ts";

type Address = { key: string; namespace: string; name: string };

/** Deletes what has lost its last owner, and holds an owner back while its deletion is to be seen (foreground) or ignored (orphan). */
export class GarbageCollector {
  readonly #cluster: Cluster;
  readonly #queue: WorkQueue;
  readonly #dependents = new Map<string, Map<string, Address>>();

  constructor(cluster: Cluster, queue: WorkQueue) {
    this.#cluster = cluster;
    this.#queue = queue;
  }

  start(): () => void {
    return this.#cluster.store.subscribe((key, { type, current, previous }) => {
      const { object } = current;
      const address = { key, namespace: object.metadata.namespace ?? "", name: object.metadata.name };
      for (const { uid } of previous?.object.metadata.ownerReferences ?? []) this.#forget(uid, object.metadata.uid);
      if (type === "DELETED") {
        this.#queue.add(() => this.#ownerGone(object));
        for (const owner of object.metadata.ownerReferences ?? [])
          this.#queue.add(() => this.#dependentGone(owner, address.namespace));
        return;
      }
      const owners = object.metadata.ownerReferences ?? [];
      for (const { uid } of owners) this.#remember(uid, object.metadata.uid, address);
      if (type === "ADDED" && owners.length > 0) this.#queue.add(() => this.#collect(address));
      if (heldBy(object) !== undefined) this.#queue.add(() => this.#release(address));
    });
  }

  #remember(owner: string, dependent: string, address: Address): void {
    const known = this.#dependents.get(owner) ?? new Map<string, Address>();
    known.set(dependent, address);
    this.#dependents.set(owner, known);
  }

  #forget(owner: string, dependent: string): void {
    const known = this.#dependents.get(owner);
    known?.delete(dependent);
    if (known?.size === 0) this.#dependents.delete(owner);
  }

  #ownerGone({ metadata }: KubeObject): void {
    for (const address of this.#dependents.get(metadata.uid)?.values() ?? []) this.#collect(address);
  }

  /** Deletes an object none of whose owners exists; drops the references to those that do not when others do. */
  #collect(address: Address): void {
    const found = this.#find(address);
    if (found === undefined) return;
    const owners = found.stored.object.metadata.ownerReferences ?? [];
    const present = owners.filter((owner) => this.#exists(owner, address.namespace));
    if (owners.length === 0 || present.length === owners.length) return;
    if (present.length === 0)
      deleteObject(this.#cluster, found.definition, found.stored, { propagationPolicy: "Background" });
    else this.#setOwners(address, found.stored.object, present);
  }

  /** An owner of a kind served elsewhere cannot be looked up here: it counts as present. */
  #exists({ apiVersion, kind, name, uid }: OwnerReference, namespace: string): boolean {
    const definition = this.#cluster.registry.byKind(groupOf(apiVersion), kind);
    if (definition === undefined) return true;
    const owner = this.#cluster.store.get(keyOf(definition), definition.namespaced ? namespace : "", name);
    return owner?.object.metadata.uid === uid;
  }

  #release(address: Address): void {
    const object = this.#find(address)?.stored.object;
    const finalizer = object && heldBy(object);
    if (object === undefined || finalizer === undefined) return;
    const dependents = [...(this.#dependents.get(object.metadata.uid)?.values() ?? [])];
    if (finalizer === ORPHAN) {
      for (const dependent of dependents) this.#orphan(dependent, object.metadata.uid);
    } else {
      const blocking = dependents.filter((dependent) => this.#blocks(dependent, object.metadata.uid));
      for (const dependent of dependents) this.#deleteDependent(dependent);
      if (blocking.some((dependent) => this.#find(dependent) !== undefined)) return;
    }
    const finalizers = (object.metadata.finalizers ?? []).filter((item) => item !== finalizer);
    const released = { ...object, metadata: { ...object.metadata, finalizers } };
    if (isReadyToGo(released)) this.#cluster.store.remove(address.key, released);
    else this.#cluster.store.put(address.key, released);
  }

  #dependentGone(owner: OwnerReference, namespace: string): void {
    const definition = this.#cluster.registry.byKind(groupOf(owner.apiVersion), owner.kind);
    if (definition === undefined) return;
    this.#release({ key: keyOf(definition), namespace: definition.namespaced ? namespace : "", name: owner.name });
  }

  #deleteDependent(address: Address): void {
    const found = this.#find(address);
    if (found === undefined || found.stored.object.metadata.deletionTimestamp !== undefined) return;
    deleteObject(this.#cluster, found.definition, found.stored, { propagationPolicy: "Foreground" });
  }

  #blocks(address: Address, owner: string): boolean {
    const owners = this.#find(address)?.stored.object.metadata.ownerReferences ?? [];
    return owners.some(({ uid, blockOwnerDeletion }) => uid === owner && blockOwnerDeletion === true);
  }

  #orphan(address: Address, owner: string): void {
    const object = this.#find(address)?.stored.object;
    if (object === undefined) return;
    this.#setOwners(
      address,
      object,
      (object.metadata.ownerReferences ?? []).filter(({ uid }) => uid !== owner),
    );
  }

  #setOwners({ key }: Address, object: KubeObject, ownerReferences: OwnerReference[]): void {
    const { ownerReferences: _before, ...metadata } = object.metadata;
    const owners = ownerReferences.length === 0 ? {} : { ownerReferences };
    this.#cluster.store.put(key, { ...object, metadata: { ...metadata, ...owners } });
  }

  #find({ key, namespace, name }: Address): { definition: ResourceDefinition; stored: StoredObject } | undefined {
    const stored = this.#cluster.store.get(key, namespace, name);
    const definition = this.#cluster.registry.byKey(key);
    return stored === undefined || definition === undefined ? undefined : { definition, stored };
  }
}

function heldBy({ metadata }: KubeObject): string | undefined {
  if (metadata.deletionTimestamp === undefined) return undefined;
  return metadata.finalizers?.find((finalizer) => finalizer === FOREGROUND || finalizer === ORPHAN);
}
