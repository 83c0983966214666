import type { VmView } from "../view.ts";
import { type StartStep, startSteps } from "./marks.ts";

/** `login`: the serial line's prompt, seen from this browser; keys of messages `vm.start.step`. */
export type ShownStep = StartStep | "login";

export type StartLine = {
  step: ShownStep;
  /** Milliseconds since 1970. */
  atMs: number;
  /** Since the step before; null for the first, which only begins. */
  tookMs: number | null;
};

export type LastStart = {
  lines: StartLine[];
  /** What it waits for now; null when it is over, or stands still. */
  waitsFor: StartStep | null;
  /** From the first step to the guest; null while that is not reached. */
  totalMs: number | null;
};

const going: ReadonlySet<VmView["state"]> = new Set(["provisioning", "starting", "attention"]);
const over: ReadonlySet<VmView["state"]> = new Set(["running", "paused", "migrating"]);

/** The start of a machine, step by step; null where it neither runs nor starts. `loginAtMs`: when a prompt was seen on its serial line. */
export const lastStart = (
  { startMarks, state, deleting }: Pick<VmView, "startMarks" | "state" | "deleting">,
  loginAtMs: number | null,
): LastStart | null => {
  if (deleting || (!going.has(state) && !over.has(state)) || startMarks.length === 0) return null;
  const reached: { step: ShownStep; atMs: number }[] = startMarks.map(({ step, at }) => ({
    step,
    atMs: Date.parse(at),
  }));
  const begun = reached.find(({ step }) => step === "place")?.atMs;
  if (loginAtMs !== null && begun !== undefined && loginAtMs >= begun) reached.push({ step: "login", atMs: loginAtMs });
  // The agent may answer before or after anybody saw a prompt; what is told by several clocks comes in the order of the times.
  const ordered = reached.sort((a, b) => a.atMs - b.atMs || orderOf(a.step) - orderOf(b.step));
  const lines = ordered.map(({ step, atMs }, index): StartLine => {
    const before = ordered[index - 1];
    return { step, atMs, tookMs: before ? atMs - before.atMs : null };
  });
  const guest = ordered.find(({ step }) => step === "guest");
  const isReached = (step: StartStep) => ordered.some((mark) => mark.step === step);
  const last = Math.max(...startMarks.map(({ step }) => orderOf(step)));
  return {
    lines,
    waitsFor: going.has(state)
      ? (startSteps.find((step) => step !== "agent" && orderOf(step) > last && !isReached(step)) ?? null)
      : null,
    totalMs: guest && ordered[0] ? guest.atMs - ordered[0].atMs : null,
  };
};

const orderOf = (step: ShownStep): number => (step === "login" ? startSteps.length : startSteps.indexOf(step));
