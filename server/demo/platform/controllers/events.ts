import { createHash } from "node:crypto";
import { isStatus } from "../client/status-error.ts";
import type { KubeClient } from "../client.ts";
import { type Clock, timestamp } from "../clock.ts";
import { coreEvents } from "../kinds/core.ts";
import type { KubeObject } from "../object.ts";

export type EventType = "Normal" | "Warning";

/** Writes events like client-go's recorder: the same words about the same object raise the count. */
export type EventRecorder = (
  about: KubeObject,
  component: string,
  type: EventType,
  reason: string,
  message: string,
) => Promise<void>;

export const createEventRecorder = (client: KubeClient, clock: Clock): EventRecorder => {
  const counts = new Map<string, number>();
  return async ({ apiVersion, kind = "", metadata }, component, type, reason, message) => {
    const words = createHash("sha256").update(`${metadata.uid}\n${reason}\n${message}`).digest("hex").slice(0, 16);
    const ref = { namespace: metadata.namespace ?? "default", name: `${metadata.name}.${words}` };
    const count = (counts.get(words) ?? 0) + 1;
    counts.set(words, count);
    const now = timestamp(clock);
    if (count > 1 && (await client.mergePatch(coreEvents, ref, { count, lastTimestamp: now }))) return;
    const event = {
      metadata: ref,
      involvedObject: { apiVersion, kind, namespace: ref.namespace, name: metadata.name, uid: metadata.uid },
      type,
      reason,
      message,
      count,
      firstTimestamp: now,
      lastTimestamp: now,
      source: { component },
      reportingComponent: component,
      reportingInstance: component,
    };
    // Like client-go's recorder: an event that cannot be written (a namespace that goes away) is lost, and nothing waits for it.
    await client.create(coreEvents, event).catch((error: unknown) => {
      if (!isStatus(error, 403) && !isStatus(error, 404)) throw error;
    });
  };
};
