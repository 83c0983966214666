import { forbidden, notFound, StatusError } from "../objects/status-error.ts";
import { resourceKey } from "../resources/definition.ts";
import type { Store } from "../storage/store.ts";
import type { Admission } from "./admission.ts";

export const NAMESPACES = resourceKey("", "namespaces");

/** Nothing is created in a namespace that is absent or on its way out (plugin NamespaceLifecycle). */
export const namespaceLifecycle = (store: Store): Admission => ({
  beforeCreate: (definition, object) => {
    if (!definition.namespaced) return;
    const name = object.metadata.namespace ?? "";
    const namespace = store.get(NAMESPACES, "", name);
    if (namespace === undefined) throw notFound({ group: "", plural: "namespaces" }, name);
    if (namespace.object.metadata.deletionTimestamp === undefined) return;
    const why = `unable to create new content in namespace ${name} because it is being terminated`;
    const refusal = forbidden(definition, object.metadata.name, why);
    const causes = [
      { reason: "NamespaceTerminating", message: `namespace ${name} is being terminated`, field: "metadata.namespace" },
    ];
    throw new StatusError(403, refusal.reason, refusal.message, { ...refusal.details, causes });
  },
  beforeUpdate: () => {},
});
