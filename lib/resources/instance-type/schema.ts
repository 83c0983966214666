import * as z from "zod";
import { flag, metadataSchema, quantity } from "../kube-object.ts";

/** VirtualMachineClusterInstancetype (`instancetype.kubevirt.io/v1beta1`). */
export const instanceTypeSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    cpu: z.object({ guest: z.number().int().positive(), dedicatedCPUPlacement: flag }),
    memory: z.object({ guest: quantity }),
  }),
});
export type InstanceTypeObject = z.output<typeof instanceTypeSchema>;
