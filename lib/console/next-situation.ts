import { afterAsking, afterCut, afterSettling } from "./after-cut.ts";
import type { MachineFact } from "./machine-fact.ts";
import { afterWithdrawal, type EndReason, type Outcome } from "./reasons.ts";
import {
  asking,
  asksWhatItWas,
  type Chance,
  type ConsoleEvent,
  type ConsoleSituation,
  type ConsoleState,
  holdsSocket,
  isAsking,
  isDown,
  lost,
  wanting,
} from "./state.ts";
import { backOffMs, maxUnopened, steadyMs } from "./timing.ts";

const attemptOf = (state: ConsoleState, nowMs: number): number => {
  if (state.phase === "connected") return nowMs - state.sinceMs >= steadyMs ? 0 : state.attempt;
  if (state.phase === "waiting-for-boot") return state.dial?.attempt ?? 0;
  return "attempt" in state ? state.attempt : 0;
};

/** After a break: again later, unless the machine is known not to be there, or it was tried often enough. */
const afterBreak = ({ state, machine }: ConsoleSituation, nowMs: number, chance: Chance): ConsoleState => {
  const attempt = attemptOf(state, nowMs) + 1;
  if (machine === "booting")
    return {
      phase: "waiting-for-boot",
      dial: { step: "later", attempt, retryAtMs: nowMs + backOffMs(attempt, chance) },
    };
  if (isDown(machine)) return wanting(machine, 0);
  return lost(state.phase === "lost" ? state.why : "line", attempt, nowMs, chance);
};

/** Ends that may only mean that the machine went away: then its state is the better word. */
const isByMachine = (reason: EndReason): boolean =>
  reason === "guest-closed" || reason === "evicted" || reason === "not-found";

const afterEnd = (machine: MachineFact, reason: EndReason): ConsoleState =>
  isByMachine(reason) && isDown(machine) && machine !== "gone" ? wanting(machine, 0) : { phase: "ended", reason };

const afterWaiting = (state: Extract<ConsoleState, { phase: "waiting-for-boot" }>, machine: MachineFact) => {
  const { dial } = state;
  if (machine === "unknown") return state;
  if (machine === "preparing" ? dial === null : machine === "booting" && dial !== null) return state;
  if (isDown(machine) || !dial || dial.step === "later") return wanting(machine, 0);
  // The dial that is under way is answered sooner than a new one would be.
  const { step, attempt } = dial;
  return step === "open" ? { phase: "connecting" as const, ticket: dial.ticket, attempt } : state;
};

const afterMachine = (now: ConsoleSituation, machine: MachineFact, nowMs: number, chance: Chance): ConsoleState => {
  const { state } = now;
  const isNews = machine !== now.machine;
  switch (state.phase) {
    case "off":
      return machine === "unknown" || machine === "off" ? state : wanting(machine, 0);
    case "waiting-for-boot":
      return afterWaiting(state, machine);
    case "lost":
      return isDown(machine) ? wanting(machine, 0) : state;
    case "settling":
      if (!isNews) return state;
      if (isDown(machine)) return wanting(machine, 0);
      if (now.machine === "moving" && machine === "on") return asking(0);
      return machine === "moving" && now.kind === "vnc" ? lost("moved", 1, nowMs, chance) : state;
    case "ended": {
      const next = isNews ? afterEnd(machine, state.reason) : state;
      return next.phase === "ended" ? state : next;
    }
    case "asking":
    case "connecting":
    case "connected":
      // The server and the socket know these better than a list that may lag.
      return state;
  }
};

const broken = (now: ConsoleSituation, reason: Outcome, nowMs: number, chance: Chance): ConsoleState => {
  const { state, machine } = now;
  if (state.phase === "settling" && (reason === "retry" || reason === "too-many-requests"))
    return afterAsking(now, null, nowMs);
  if (reason === "unopened" && unopenedAfter(now, reason) >= maxUnopened) return { phase: "ended", reason: "blocked" };
  if (reason === "retry" || reason === "unopened") return afterBreak(now, nowMs, chance);
  // Many consoles that come back at once are too many for a moment, and one's own place may not be free yet.
  if (reason === "too-many-requests" && attemptOf(state, nowMs) > 0) return afterBreak(now, nowMs, chance);
  const isAbsent = reason === "not-running" || reason === "not-found";
  if (isAbsent && machine === "booting") return afterBreak(now, nowMs, chance);
  if (reason === "not-running") return machine === "preparing" ? wanting(machine, 0) : { phase: "off" };
  if (reason === "guest-closed") return afterCut(now, nowMs, chance);
  return afterEnd(machine, state.phase === "connected" ? afterWithdrawal(reason) : reason);
};

const takenOver = (state: ConsoleState, by: string | undefined, atMs: number): ConsoleState =>
  by !== undefined && state.phase === "ended" ? { ...state, by, atMs } : state;

const unopenedAfter = ({ unopened = 0 }: ConsoleSituation, reason: Outcome): number =>
  reason === "unopened" ? unopened + 1 : 0;

type Granted = Extract<ConsoleEvent, { type: "granted" }>;

const granted = (now: ConsoleSituation, { ticket, instance = null }: Granted, nowMs: number): ConsoleState => {
  const { state, machine } = now;
  if (asksWhatItWas(state)) return afterAsking(now, instance, nowMs);
  if (state.phase === "asking") return { phase: "connecting", ticket, attempt: state.attempt };
  if (state.phase !== "waiting-for-boot" || state.dial?.step !== "asking") return state;
  const { attempt } = state.dial;
  return isDown(machine)
    ? { phase: "waiting-for-boot", dial: { step: "open", ticket, attempt } }
    : { phase: "connecting", ticket, attempt };
};

const afterDue = (now: ConsoleSituation, nowMs: number, chance: Chance): ConsoleState => {
  const { state } = now;
  if (state.phase === "lost") return asking(state.attempt);
  if (state.phase === "settling") return afterSettling(now, nowMs, chance);
  if (state.phase !== "waiting-for-boot" || state.dial?.step !== "later") return state;
  return { phase: "waiting-for-boot", dial: { step: "asking", attempt: state.dial.attempt } };
};

/** The next situation; the same object when the event means nothing here. */
export const nextSituation = (
  now: ConsoleSituation,
  event: ConsoleEvent,
  nowMs: number,
  chance: Chance = 0,
): ConsoleSituation => {
  const { state } = now;
  const to = (next: ConsoleState): ConsoleSituation => (next === state ? now : { ...now, state: next });
  switch (event.type) {
    case "machine": {
      const { machine } = event;
      const isNews = machine !== now.machine;
      return {
        ...now,
        machine,
        ...(machine === "moving" || (isNews && now.machine === "moving") ? { movedAtMs: nowMs } : {}),
        ...(isNews && isDown(machine) ? { wentDown: true } : {}),
        state: afterMachine(now, machine, nowMs, chance),
      };
    }
    case "connect":
      return { ...to(asking(0, event.takeOver)), unopened: 0 };
    case "disconnect":
      return to({ phase: "ended", reason: event.reason });
    case "granted":
      return { ...to(granted(now, event, nowMs)), ...(isAsking(state) && { instance: event.instance ?? null }) };
    case "refused":
      return isAsking(state) || asksWhatItWas(state) ? to(broken(now, event.reason, nowMs, chance)) : now;
    case "opened": {
      if (!holdsSocket(state) || state.phase === "connected") return now;
      const attempt = attemptOf(state, nowMs);
      return { ...to({ phase: "connected", sinceMs: nowMs, attempt }), wentDown: false };
    }
    case "closed":
      return holdsSocket(state)
        ? {
            ...to(takenOver(broken(now, event.reason, nowMs, chance), event.by, nowMs)),
            unopened: unopenedAfter(now, event.reason),
          }
        : now;
    case "retry-due":
      return to(afterDue(now, nowMs, chance));
  }
};
