import { listAt, textAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import type { Store } from "../storage/store.ts";
import type { User } from "./user.ts";

const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The bindings of one kind by whom they name: a tenant has two for every machine, and hardly any is about the person who asks. */
export class BindingIndex {
  readonly #bySubject = new Map<string, Map<string, KubeObject>>();

  constructor(store: Store, resource: string) {
    for (const { object } of store.list(resource)) this.#remember(object);
    store.subscribe((key, { type, current, previous }) => {
      if (key !== resource) return;
      if (previous) this.#forget(previous.object);
      if (type !== "DELETED") this.#remember(current.object);
    });
  }

  /** Those of a namespace, `""` for cluster-wide ones, that name the user or a group of theirs; by name, as etcd lists them. */
  of(user: User, namespace: string): KubeObject[] {
    const found = new Map<string, KubeObject>();
    for (const subject of subjectsOf(user)) {
      for (const [name, binding] of this.#bySubject.get(`${namespace}/${subject}`) ?? []) found.set(name, binding);
    }
    return [...found].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, binding]) => binding);
  }

  #remember(binding: KubeObject): void {
    for (const place of placesOf(binding)) {
      const known = this.#bySubject.get(place) ?? new Map<string, KubeObject>();
      this.#bySubject.set(place, known.set(binding.metadata.name, binding));
    }
  }

  #forget(binding: KubeObject): void {
    for (const place of placesOf(binding)) {
      const known = this.#bySubject.get(place);
      known?.delete(binding.metadata.name);
      if (known?.size === 0) this.#bySubject.delete(place);
    }
  }
}

function subjectsOf({ name, groups }: User): string[] {
  const [, namespace, account] = SERVICE_ACCOUNT.exec(name) ?? [];
  return [
    `User/${name}`,
    ...groups.map((group) => `Group/${group}`),
    ...(account === undefined ? [] : [`ServiceAccount/${namespace}/${account}`]),
  ];
}

function placesOf(binding: KubeObject): string[] {
  const home = binding.metadata.namespace ?? "";
  return listAt(binding, "subjects").map((subject) => {
    const kind = textAt(subject, "kind");
    const name = textAt(subject, "name");
    const who = kind === "ServiceAccount" ? `${textAt(subject, "namespace") || home}/${name}` : name;
    return `${home}/${kind}/${who}`;
  });
}
