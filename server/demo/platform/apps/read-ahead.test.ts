import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { KubeObject } from "../object.ts";
import { createReadAhead } from "./read-ahead.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const object = (name: string, resourceVersion = "1"): KubeObject => ({
  metadata: { namespace: "tenant-one", name, resourceVersion },
});
const worked = () => {
  const done: string[] = [];
  const ahead = createReadAhead(({ metadata }) => done.push(`${metadata.name}@${metadata.resourceVersion}`));
  return { done, ahead };
};

test("works on the last state of each, once, and on nothing that was forgotten", () => {
  const { done, ahead } = worked();
  for (const each of [object("a"), object("b"), object("a", "2"), object("gone")]) ahead.soon(each);
  ahead.forget(object("gone"));
  expect(done).toEqual([]);
  vi.runAllTimers();
  expect(done).toEqual(["a@2", "b@1"]);
  ahead.soon(object("c"));
  vi.runAllTimers();
  expect(done).toEqual(["a@2", "b@1", "c@1"]);
});

test("lets others go on in between", () => {
  const { done, ahead } = worked();
  for (let index = 0; index < 120; index++) ahead.soon(object(`many-${index}`));
  vi.advanceTimersToNextTimer();
  expect(done).toHaveLength(50);
  vi.runAllTimers();
  expect(done).toHaveLength(120);
});
