import * as z from "zod";
import { metadataSchema, optionalText, text } from "../kube-object.ts";

export const eventSchema = z.object({
  metadata: metadataSchema,
  involvedObject: z.object({ kind: text, name: text, uid: text }),
  type: text,
  reason: text,
  message: text,
  count: z.number().int().positive().catch(1),
  firstTimestamp: optionalText,
  lastTimestamp: optionalText,
  eventTime: optionalText,
});
export type KubeEvent = z.output<typeof eventSchema>;

/** When it last happened; the three fields are three ages of the API. */
export const eventTime = ({ lastTimestamp, eventTime, firstTimestamp, metadata }: KubeEvent): string =>
  lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp;
