import * as z from "zod";
import { lenient, metadataSchema, optionalText, quantity, section, text } from "../kube-object.ts";

/** A golden image's PVC in `cozy-public`. */
export const imageClaimSchema = z.object({
  metadata: metadataSchema,
  spec: section({ resources: section({ requests: section({ storage: quantity }) }) }),
  status: section({ phase: text, capacity: section({ storage: quantity }) }),
});
export type ImageClaim = z.output<typeof imageClaimSchema>;

/** One source of `core.cozystack.io` options: names only. An empty source has no `items`. */
export const optionsSchema = z.object({
  spec: section({ items: lenient(z.object({ value: z.string().min(1).max(253), label: text, description: text })) }),
});

export const storageClassSchema = z.object({ metadata: metadataSchema, provisioner: optionalText });
export type StorageClassObject = z.output<typeof storageClassSchema>;

export const defaultClassAnnotation = "storageclass.kubernetes.io/is-default-class";
