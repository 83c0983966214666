import { messageLimit } from "../activity/view.ts";
import { eventCount, eventTime, type KubeEvent } from "./schema.ts";

/** The part of an event that is worth keeping for a tenant's timeline. Words are the cluster's own: hostile text. */
export type EventRecord = {
  kind: string;
  name: string;
  isWarning: boolean;
  reason: string;
  message: string;
  count: number;
  /** ISO 8601, as the cluster wrote it. */
  first: string;
  last: string;
};

const nameLimit = 253;

export const recordOf = (event: KubeEvent): EventRecord => {
  const last = eventTime(event);
  return {
    kind: event.involvedObject.kind.slice(0, nameLimit),
    name: event.involvedObject.name.slice(0, nameLimit),
    isWarning: event.type === "Warning",
    reason: event.reason.slice(0, nameLimit),
    message: event.message.slice(0, messageLimit),
    count: eventCount(event),
    first: event.firstTimestamp ?? event.eventTime ?? last,
    last,
  };
};
