import type { Admission } from "./admission.ts";

/** A claim gets the finalizer by which it outlives its users (plugin StorageObjectInUseProtection); who takes it away is no part of the server. */
export const claimProtection: Admission = {
  beforeCreate: (definition, { metadata }) => {
    if (definition.group !== "" || definition.kind !== "PersistentVolumeClaim") return;
    const finalizer = "kubernetes.io/pvc-protection";
    if (!metadata.finalizers?.includes(finalizer)) metadata.finalizers = [...(metadata.finalizers ?? []), finalizer];
  },
  beforeUpdate: () => {},
};
