import * as z from "zod";
import { metadataSchema, optionalText, section, text } from "../kube-object.ts";

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
  /** How events.k8s.io counts what is said again; absent the first time. */
  series: section({
    count: z.number().int().positive().nullable().catch(null).default(null),
    lastObservedTime: optionalText,
  }),
});
export type KubeEvent = z.output<typeof eventSchema>;

/** When it last happened; the fields are ages of the API. */
export const eventTime = ({ series, lastTimestamp, eventTime, firstTimestamp, metadata }: KubeEvent): string =>
  series.lastObservedTime ?? lastTimestamp ?? eventTime ?? firstTimestamp ?? metadata.creationTimestamp;

export const eventCount = ({ series, count }: KubeEvent): number => series.count ?? count;
