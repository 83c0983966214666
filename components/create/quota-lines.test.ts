import { expect, it } from "vitest";
import { quotaLines } from "./quota-lines.ts";

const effect = (key: string, before: number, after: number, hard: number) => ({
  key,
  before,
  after,
  hard,
  exceeds: after > hard,
});

it("shows each thing once, by its tightest limit, in one order", () =>
  expect(
    quotaLines([
      effect("services.loadbalancers", 1, 2, 10),
      effect("limits.cpu", 1, 2, 40),
      effect("requests.cpu", 1, 2, 4),
      effect("local.storageclass.storage.k8s.io/requests.storage", 0, 9, 10),
      effect("requests.storage", 0, 9, 100),
    ]).map(({ what, hard }) => [what, hard]),
  ).toEqual([
    ["cpu", 4],
    ["storage", 10],
    ["addresses", 10],
  ]));

it("shows a limit it has no word for only when it is in the way", () => {
  expect(quotaLines([effect("count/services", 1, 2, 10)])).toEqual([]);
  expect(quotaLines([effect("count/services", 1, 2, 1)])).toMatchObject([{ what: null, key: "count/services" }]);
});

it("counts a limit of nothing as tightest", () =>
  expect(quotaLines([effect("cpu", 0, 1, 8), effect("limits.cpu", 0, 1, 0)])).toMatchObject([{ hard: 0 }]));
