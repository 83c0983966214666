import * as z from "zod";
import { metadataSchema, section } from "../kube-object.ts";

const amounts = z.record(z.string(), z.union([z.string(), z.number()])).catch({});

export const resourceQuotaSchema = z.object({
  metadata: metadataSchema,
  status: section({ hard: amounts, used: amounts }),
});
export type ResourceQuota = z.output<typeof resourceQuotaSchema>;
