import type { PowerActionId } from "./actions.ts";
import type { VmView } from "./view.ts";

/** What a page sees of a machine while something asked of it comes about. */
export type Sight = Pick<VmView, "state" | "instance" | "node">;

/**
 * An accepted action on its way to its end, which the platform's answer does not tell. `stuck`: it does not run, and the platform tries on;
 * `stayed`: a move ended where it began.
 */
export type PowerCourse = {
  action: FollowedAction;
  from: Sight;
  /** When it was asked, in ms. */
  at: number;
  hasMoved: boolean;
  fate: "under-way" | "stuck" | "reached" | "stayed";
};

/** A guest that reboots within its instance shows to nobody but who looks at it. */
export type FollowedAction = Exclude<PowerActionId, "soft-reboot" | "reset">;

export const isFollowed = (action: PowerActionId): action is FollowedAction =>
  action !== "soft-reboot" && action !== "reset";

export const beginCourse = (action: FollowedAction, { state, instance, node }: Sight, at: number): PowerCourse => ({
  action,
  from: { state, instance, node },
  at,
  hasMoved: false,
  fate: "under-way",
});

type Look = { from: Sight; now: Sight; hasMoved: boolean };
type Fate = PowerCourse["fate"];

const untilRunning = ({ now }: Look): Fate => {
  if (now.state === "running") return "reached";
  return now.state === "attention" ? "stuck" : "under-way";
};

const untilOff = ({ now, hasMoved }: Look): Fate => {
  // Its disks may go on being prepared while it is off.
  const isOff = now.state === "stopped" || (hasMoved && now.instance === null && now.state !== "stopping");
  return isOff ? "reached" : "under-way";
};

const untilNewInstance = (look: Look): Fate => {
  const { from, now, hasMoved } = look;
  // Who cannot see instances takes coming back for a new one.
  const isNew = from.instance === null ? hasMoved : now.instance !== from.instance;
  // The state that is known may still be the old instance's: the new one's pod runs nowhere yet.
  const isWaiting = from.node !== null && now.node === null && now.state === "running";
  return isNew && !isWaiting ? untilRunning(look) : "under-way";
};

const untilElsewhere = ({ from, now, hasMoved }: Look): Fate => {
  if (now.state === "migrating") return "under-way";
  // A launcher pod on another node comes first and carries nothing yet: what counts is where it runs.
  if (now.node !== null && from.node !== null && now.node !== from.node) return "reached";
  return hasMoved && now.state === from.state && now.instance === from.instance ? "stayed" : "under-way";
};

const ends: Readonly<Record<FollowedAction, (look: Look) => Fate>> = {
  start: untilRunning,
  stop: untilOff,
  "force-stop": untilOff,
  restart: untilNewInstance,
  pause: ({ now }) => (now.state === "paused" ? "reached" : "under-way"),
  unpause: ({ now }) => (now.state === "running" ? "reached" : "under-way"),
  migrate: untilElsewhere,
};

/** The course after another look at the machine; the same object when nothing is new. */
export const afterLook = (course: PowerCourse, now: Sight): PowerCourse => {
  if (isOver(course)) return course;
  const hasMoved = course.hasMoved || now.state !== course.from.state;
  const fate = ends[course.action]({ from: course.from, now, hasMoved });
  return hasMoved === course.hasMoved && fate === course.fate ? course : { ...course, hasMoved, fate };
};

export const isOver = ({ fate }: PowerCourse): boolean => fate === "reached" || fate === "stayed";

const shutsDown: ReadonlySet<FollowedAction> = new Set(["stop", "restart"]);
/** Its chart gives a guest 30 seconds to shut down; the rest takes seconds, a start on a busy platform a minute or two. */
const usualMs = (action: FollowedAction): number => {
  if (shutsDown.has(action)) return 20_000;
  return action === "start" || action === "migrate" ? 120_000 : 60_000;
};

/** Whether it takes longer than usual, and what for; null: not yet, or it is over. */
export const slownessOf = (course: PowerCourse, now: Sight, at: number): "shutdown" | "other" | null => {
  if (isOver(course) || course.fate === "stuck" || at - course.at < usualMs(course.action)) return null;
  const isGuest = shutsDown.has(course.action) && (now.state === "stopping" || now.state === "running");
  return isGuest ? "shutdown" : "other";
};
