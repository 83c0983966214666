import type { Cluster } from "../cluster.ts";
import { timestamp } from "../cluster.ts";
import { listAt, objectAt, textAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { customResource } from "../resources/custom.ts";
import { resourceKey } from "../resources/definition.ts";
import { deleteObject } from "../verbs/delete.ts";
import type { WorkQueue } from "./work-queue.ts";

const CRDS = resourceKey("apiextensions.k8s.io", "customresourcedefinitions");

/** Serves what CustomResourceDefinitions define, as they come, change and go; the objects go with the definition. */
export function startCustomResources(cluster: Cluster, queue: WorkQueue): () => void {
  return cluster.store.log(CRDS).subscribe(({ type, current }) => {
    const { object } = current;
    if (type === "DELETED") withdraw(cluster, object, queue);
    else {
      const definition = customResource(object);
      if (definition !== undefined) cluster.registry.set(definition);
      if (!isEstablished(object)) queue.add(() => establish(cluster, object.metadata.name));
    }
  });
}

const isEstablished = (crd: KubeObject): boolean =>
  listAt(crd, "status", "conditions").some((condition) => textAt(condition, "type") === "Established");

function establish(cluster: Cluster, name: string): void {
  const crd = cluster.store.get(CRDS, "", name)?.object;
  if (crd === undefined || isEstablished(crd)) return;
  const lastTransitionTime = timestamp(cluster);
  const storage = listAt(crd, "spec", "versions").find((version) => objectAt({ version }, "version").storage === true);
  cluster.store.put(CRDS, {
    ...crd,
    status: {
      conditions: [
        {
          type: "NamesAccepted",
          status: "True",
          reason: "NoConflicts",
          message: "no conflicts found",
          lastTransitionTime,
        },
        {
          type: "Established",
          status: "True",
          reason: "InitialNamesAccepted",
          message: "the initial names have been accepted",
          lastTransitionTime,
        },
      ],
      acceptedNames: objectAt(crd, "spec", "names"),
      storedVersions: [textAt(storage, "name")],
    },
  });
}

function withdraw(cluster: Cluster, crd: KubeObject, queue: WorkQueue): void {
  const definition = customResource(crd);
  if (definition === undefined) return;
  cluster.registry.delete(definition.group, definition.plural);
  queue.add(() => {
    for (const stored of cluster.store.list(resourceKey(definition.group, definition.plural))) {
      deleteObject(cluster, definition, stored);
    }
  });
}
