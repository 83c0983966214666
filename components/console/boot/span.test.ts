import { expect, it } from "vitest";
import { spanOf } from "./span.ts";

const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];

it.each([
  [0.84 * second, { unit: "seconds", n: 0.84, digits: 1 }],
  [9.94 * second, { unit: "seconds", n: 9.94, digits: 1 }],
  [9.96 * second, { unit: "seconds", n: 10, digits: 0 }],
  [59.4 * second, { unit: "seconds", n: 59, digits: 0 }],
  [59.6 * second, { unit: "minutes", minutes: 1, seconds: 0 }],
  [2 * minute + 5 * second, { unit: "minutes", minutes: 2, seconds: 5 }],
  [hour - 0.4 * second, { unit: "hours", hours: 1, minutes: 0 }],
  [3 * hour + 20 * minute, { unit: "hours", hours: 3, minutes: 20 }],
  [day - second, { unit: "days", days: 1, hours: 0 }],
  // A machine that crashes since last year.
  [398 * day + 19 * hour, { unit: "days", days: 398, hours: 19 }],
])("%d ms are said by the two largest units", (ms, span) => {
  expect(spanOf(ms)).toEqual(span);
});
