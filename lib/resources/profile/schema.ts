import * as z from "zod";
import { metadataSchema, quantity, section } from "../kube-object.ts";

/** VirtualMachineClusterPreference (`instancetype.kubevirt.io/v1beta1`); its requirements are enforced at admission. */
export const preferenceSchema = z.object({
  metadata: metadataSchema,
  spec: section({
    requirements: section({
      cpu: section({ guest: z.number().int().catch(0) }),
      memory: section({ guest: quantity }),
    }),
  }),
});
export type PreferenceObject = z.output<typeof preferenceSchema>;
