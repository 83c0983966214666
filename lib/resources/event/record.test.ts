import { expect, it } from "vitest";
import { recordOf } from "./record.ts";
import { eventSchema } from "./schema.ts";

const event = (part: object) =>
  recordOf(
    eventSchema.parse({
      metadata: { name: "e", creationTimestamp: "2026-01-01T00:00:00Z" },
      involvedObject: { kind: "Pod", name: "p", uid: "u" },
      type: "Warning",
      reason: "BackOff",
      message: "again",
      ...part,
    }),
  );

it.each([
  [
    "core/v1",
    { count: 4, firstTimestamp: "2026-01-01T01:00:00Z", lastTimestamp: "2026-01-01T02:00:00Z" },
    4,
    "01",
    "02",
  ],
  ["events.k8s.io", { eventTime: "2026-01-01T01:00:00.5Z" }, 1, "01", "01"],
  [
    "a series of events.k8s.io",
    { eventTime: "2026-01-01T01:00:00Z", series: { count: 7, lastObservedTime: "2026-01-01T03:00:00Z" } },
    7,
    "01",
    "03",
  ],
  ["nothing but when it was made", { count: "many", series: 3 }, 1, "00", "00"],
])("reads count and times of %s", (_, part, count, first, last) => {
  const record = event(part);
  expect([record.count, record.first.slice(11, 13), record.last.slice(11, 13)]).toEqual([count, first, last]);
});

it("keeps the beginning of what is too long", () => {
  const record = event({ message: "m".repeat(5_000), reason: "r".repeat(5_000) });
  expect([record.message.length, record.reason.length]).toEqual([400, 253]);
});
