import { describe, expect, it } from "vitest";
import { afterLook, beginCourse, type FollowedAction, type Sight, slownessOf } from "./power-course.ts";

/** Each instance has a node of its own. */
const sight = (state: Sight["state"], instance: string | null = null, node = instance): Sight => ({
  ...{ state, instance, node },
});
const begun = (action: FollowedAction, from: Sight) => beginCourse(action, from, 1_000);
const fateOf = (action: FollowedAction, from: Sight, ...looks: Sight[]) =>
  looks.reduce(afterLook, begun(action, from)).fate;

describe("what was asked of a machine is followed to its end", () => {
  it.each([
    ["start", sight("stopped"), [sight("starting"), sight("running", "a")], "reached"],
    ["start", sight("stopped"), [sight("stopped")], "under-way"],
    ["start", sight("stopped"), [sight("starting"), sight("attention")], "stuck"],
    ["start", sight("stopped"), [sight("attention"), sight("starting"), sight("running", "a")], "reached"],
    ["stop", sight("running", "a"), [sight("stopping", "a")], "under-way"],
    ["stop", sight("running", "a"), [sight("stopping"), sight("stopped")], "reached"],
    ["force-stop", sight("stopping", "a"), [sight("stopped")], "reached"],
    // It is off, and its disk goes on being prepared.
    ["stop", sight("starting", "a"), [sight("provisioning")], "reached"],
    // Still the old one: the platform has only accepted it.
    ["restart", sight("running", "a"), [sight("running", "a")], "under-way"],
    ["restart", sight("running", "a"), [sight("stopping"), sight("starting", "b")], "under-way"],
    ["restart", sight("running", "a"), [sight("running", "b", null)], "under-way"],
    ["restart", sight("running", "a"), [sight("running", "b")], "reached"],
    ["restart", sight("running", "a"), [sight("attention", "b")], "stuck"],
    // Who cannot see instances takes its coming back for a new one.
    ["restart", sight("running"), [sight("running")], "under-way"],
    ["restart", sight("running"), [sight("stopping"), sight("running")], "reached"],
    ["pause", sight("running", "a"), [sight("paused", "a")], "reached"],
    ["unpause", sight("paused", "a"), [sight("running", "a")], "reached"],
    ["migrate", sight("running", "a"), [sight("migrating", "b")], "under-way"],
    ["migrate", sight("running", "a"), [sight("migrating", "b"), sight("running", "b")], "reached"],
    ["migrate", sight("running", "a"), [sight("migrating", "b"), sight("running", "a")], "stayed"],
    ["migrate", sight("running", "a"), [sight("running", "a")], "under-way"],
    // The other pod is there before the machine is.
    ["migrate", sight("running", "a"), [sight("running", "b", "a")], "under-way"],
    ["migrate", sight("running", "a"), [sight("running", "b", "a"), sight("migrating", "b", "a")], "under-way"],
  ] as const)("%s from %j by %j: %s", (action, from, looks, fate) => expect(fateOf(action, from, ...looks)).toBe(fate));

  it("stays at its end, whatever the machine does later", () =>
    expect(fateOf("stop", sight("running", "a"), sight("stopped"), sight("running", "b"))).toBe("reached"));

  it("is the same object while nothing is new, so that a page is not drawn for nothing", () => {
    const course = begun("stop", sight("running", "a"));
    expect(afterLook(course, sight("running", "a"))).toBe(course);
  });

  it("says of a guest that does not shut down what happens to it, and of the rest only that it takes long", () => {
    const stop = begun("stop", sight("running", "a"));
    expect(slownessOf(stop, sight("stopping", "a"), 10_000)).toBe(null);
    expect(slownessOf(stop, sight("stopping", "a"), 60_000)).toBe("shutdown");
    const start = begun("start", sight("stopped"));
    expect(slownessOf(start, sight("starting"), 60_000)).toBe(null);
    expect(slownessOf(start, sight("starting"), 600_000)).toBe("other");
    expect(slownessOf(afterLook(stop, sight("stopped")), sight("stopped"), 600_000)).toBe(null);
  });
});
