import type { KubeObject } from "../objects/kube-object.ts";
import { type Change, ResourceLog } from "./resource-log.ts";
import { assertStorable } from "./size-limit.ts";
import { StoredObject } from "./stored-object.ts";

/** etcd's place: objects by resource, namespace and name under one global revision. Every call is synchronous, hence atomic. */
export class Store {
  readonly #resources = new Map<string, ResourceTable>();
  readonly #historyLength: number;
  readonly #firstRevision: number;
  readonly #listeners = new Set<(key: string, change: Change) => void>();
  #revision: number;

  constructor({ historyLength = 1024, firstRevision = 200 }: { historyLength?: number; firstRevision?: number } = {}) {
    this.#historyLength = historyLength;
    this.#firstRevision = firstRevision;
    this.#revision = firstRevision;
  }

  get revision(): number {
    return this.#revision;
  }

  get(key: string, namespace: string, name: string): StoredObject | undefined {
    return this.#resources.get(key)?.objects.get(`${namespace}/${name}`);
  }

  /** In etcd's order: by namespace, then by name. */
  list(key: string, namespace = ""): StoredObject[] {
    return this.#resources.get(key)?.list(namespace) ?? [];
  }

  /** Resources that something was written of. */
  keys(): Iterable<string> {
    return this.#resources.keys();
  }

  log(key: string): ResourceLog {
    return this.#table(key).log;
  }

  /** Writes a new revision; `object.metadata.resourceVersion` is set here and nowhere else. */
  put(key: string, object: KubeObject): StoredObject {
    const table = this.#table(key);
    const previous = table.objects.get(pathOf(object));
    const current = this.#nextRevision(object);
    table.set(pathOf(object), current);
    const { revision } = current;
    this.#announce(
      key,
      table,
      previous ? { revision, type: "MODIFIED", current, previous } : { revision, type: "ADDED", current },
    );
    return current;
  }

  /** The removed object, carrying the revision of its removal as in etcd's delete events. */
  remove(key: string, object: KubeObject): StoredObject {
    const table = this.#table(key);
    const previous = table.objects.get(pathOf(object));
    const current = this.#nextRevision(object);
    table.delete(pathOf(object));
    this.#announce(key, table, {
      revision: current.revision,
      type: "DELETED",
      current,
      ...(previous ? { previous } : {}),
    });
    return current;
  }

  /** Every change of every resource, inside the writing call: a listener must not write, only note down. */
  subscribe(listener: (key: string, change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #announce(key: string, table: ResourceTable, change: Change): void {
    for (const listener of this.#listeners) listener(key, change);
    table.log.append(change);
    change.current.forgetJson();
  }

  #nextRevision(object: KubeObject): StoredObject {
    const revision = this.#revision + 1;
    const metadata = { ...object.metadata, resourceVersion: String(revision) };
    const stored = new StoredObject({ ...object, metadata }, revision);
    assertStorable(stored.keptJson);
    this.#revision = revision;
    return stored;
  }

  #table(key: string): ResourceTable {
    let table = this.#resources.get(key);
    if (table === undefined) {
      table = new ResourceTable(new ResourceLog(this.#historyLength, this.#firstRevision));
      this.#resources.set(key, table);
    }
    return table;
  }
}

class ResourceTable {
  readonly objects = new Map<string, StoredObject>();
  readonly log: ResourceLog;
  #paths: string[] = [];

  constructor(log: ResourceLog) {
    this.log = log;
  }

  set(path: string, stored: StoredObject): void {
    if (!this.objects.has(path)) this.#paths.splice(this.#indexOf(path), 0, path);
    this.objects.set(path, stored);
  }

  delete(path: string): void {
    if (this.objects.delete(path)) this.#paths.splice(this.#indexOf(path), 1);
  }

  list(namespace: string): StoredObject[] {
    const prefix = namespace === "" ? "" : `${namespace}/`;
    const found: StoredObject[] = [];
    for (let index = this.#indexOf(prefix); index < this.#paths.length; index += 1) {
      const path = this.#paths[index];
      if (path === undefined || !path.startsWith(prefix)) break;
      const stored = this.objects.get(path);
      if (stored !== undefined) found.push(stored);
    }
    return found;
  }

  #indexOf(path: string): number {
    let low = 0;
    let high = this.#paths.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#paths[middle] ?? "") < path) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

const pathOf = ({ metadata }: KubeObject): string => `${metadata.namespace ?? ""}/${metadata.name}`;
