import type { KubeObject } from "../objects/kube-object.ts";
import type { ResourceDefinition } from "../resources/definition.ts";

/** What may still refuse a write after authorization; throws a StatusError. Runs in the same tick as the write. */
export type Admission = {
  beforeCreate: (definition: ResourceDefinition, object: KubeObject) => void;
  beforeUpdate: (definition: ResourceDefinition, before: KubeObject, after: KubeObject) => void;
};

export const admitAll = (...parts: Admission[]): Admission => ({
  beforeCreate: (definition, object) => {
    for (const part of parts) part.beforeCreate(definition, object);
  },
  beforeUpdate: (definition, before, after) => {
    for (const part of parts) part.beforeUpdate(definition, before, after);
  },
});
