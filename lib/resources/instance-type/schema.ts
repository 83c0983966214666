import * as z from "zod";
import { flag, metadataSchema, quantity } from "../kube-object.ts";

/** An object or a list of which only matters that it is there. */
const present = z
  .unknown()
  .default(null)
  .transform((value) => typeof value === "object" && value !== null && Object.keys(value).length > 0);

/** VirtualMachineClusterInstancetype (`instancetype.kubevirt.io/v1beta1`). */
export const instanceTypeSchema = z.object({
  metadata: metadataSchema,
  spec: z.object({
    cpu: z.object({
      guest: z.number().int().positive(),
      dedicatedCPUPlacement: flag,
      numa: present,
      realtime: z
        .unknown()
        .default(null)
        .transform((value) => value !== null),
    }),
    memory: z.object({ guest: quantity, hugepages: present, overcommitPercent: z.number().catch(0).default(0) }),
    gpus: present,
  }),
});
export type InstanceTypeObject = z.output<typeof instanceTypeSchema>;
