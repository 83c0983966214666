import type { ConsoleKind } from "../api/requests.ts";
import type { MachineFact } from "./machine-fact.ts";
import { afterWithdrawal, type EndReason, type Outcome } from "./reasons.ts";
import { backOffMs, firstLookMs, maxAttempts, maxUnopened, movedForMs, settleMs, steadyMs } from "./timing.ts";

/** How a console stands at the door of a machine that boots: the server dials again and again behind one socket. */
export type BootDial =
  | { step: "asking"; attempt: number }
  | { step: "open"; ticket: string; attempt: number }
  | { step: "later"; retryAtMs: number; attempt: number };

/** Where one console stands. Every situation has a name, and `ended` always has a way out (lib/console/reasons.ts). */
export type ConsoleState =
  | { phase: "off" }
  /** `dial` is null while there is no instance yet that could be dialled. */
  | { phase: "waiting-for-boot"; dial: BootDial | null }
  /** A ticket is being asked for. */
  | { phase: "asking"; takeOver: boolean; attempt: number }
  | { phase: "connecting"; ticket: string; attempt: number }
  | { phase: "connected"; sinceMs: number; attempt: number }
  /** The line broke, or the machine moved; the next attempt is due at `retryAtMs` (epoch). */
  | { phase: "lost"; why: "line" | "moved"; attempt: number; retryAtMs: number }
  /** The machine's side closed and does not say why; what is heard of the machine until `untilMs` tells. `asks`: the server is being asked. */
  | { phase: "settling"; retryAtMs: number; untilMs: number; asks: boolean }
  /** `by`: who took it over; `atMs` (epoch): when. */
  | { phase: "ended"; reason: EndReason; by?: string; atMs?: number };

export type ConsoleEvent =
  | { type: "machine"; machine: MachineFact }
  /** A person's wish: (re)connect, `takeOver` from whoever is there. */
  | { type: "connect"; takeOver: boolean }
  | { type: "disconnect"; reason: "closed" | "moved" }
  /** `instance`: what tells the instance that runs from others. */
  | { type: "granted"; ticket: string; instance?: string | null }
  | { type: "refused"; reason: Outcome }
  | { type: "opened" }
  | { type: "closed"; reason: Outcome; by?: string }
  | { type: "retry-due" };

/** The machine's fact rides along, because what a closed socket means depends on it. */
export type ConsoleSituation = {
  kind: ConsoleKind;
  state: ConsoleState;
  machine: MachineFact;
  /** The instance that the last ticket was for. */
  instance?: string | null;
  /** How often in a row a ticket was granted and the socket did not even open. */
  unopened?: number;
  /** When the machine was last heard to move to another node. */
  movedAtMs?: number;
  /** It was heard to go down since the console opened: what is cut then is cut by that. */
  wentDown?: boolean;
};

/** Between 0 and 1, so that many consoles that lost one server do not all come back at once. */
type Chance = number;

const asking = (attempt: number, takeOver = false): ConsoleState => ({ phase: "asking", takeOver, attempt });

/** Where a console stands that wants to connect to a machine of which this is known. */
const wanting = (machine: MachineFact, attempt: number): ConsoleState => {
  switch (machine) {
    case "off":
      return { phase: "off" };
    case "preparing":
      return { phase: "waiting-for-boot", dial: null };
    case "booting":
      return { phase: "waiting-for-boot", dial: { step: "asking", attempt: 0 } };
    case "gone":
      return { phase: "ended", reason: "not-found" };
    case "on":
    case "moving":
    case "leaving":
    case "unknown":
      return asking(attempt);
  }
};

/** Before anything has happened: what a page shows first. */
export const firstState = (machine: MachineFact): ConsoleState => wanting(machine, 0);

/** Whether the server is to be asked what a cut was. */
export const asksWhatItWas = (state: ConsoleState): boolean => state.phase === "settling" && state.asks;

/** Whether a socket belongs to this state. */
export const holdsSocket = (state: ConsoleState): boolean =>
  state.phase === "connected" ||
  state.phase === "connecting" ||
  (state.phase === "waiting-for-boot" && state.dial?.step === "open");

const isDown = (machine: MachineFact): boolean =>
  machine === "off" || machine === "booting" || machine === "preparing" || machine === "gone";

const attemptOf = (state: ConsoleState, nowMs: number): number => {
  if (state.phase === "connected") return nowMs - state.sinceMs >= steadyMs ? 0 : state.attempt;
  if (state.phase === "waiting-for-boot") return state.dial?.attempt ?? 0;
  return "attempt" in state ? state.attempt : 0;
};

const lost = (why: "line" | "moved", attempt: number, nowMs: number, chance: Chance): ConsoleState =>
  attempt > maxAttempts
    ? { phase: "ended", reason: "unavailable" }
    : { phase: "lost", why, attempt, retryAtMs: nowMs + backOffMs(attempt, chance) };

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

/**
 * KubeVirt cuts a console in the same way when somebody else takes it, when the machine stops and when it moves to another node.
 * A screen is asked for politely, so it may come back at once after a move; a serial line would throw out whoever took it.
 */
const afterCut = (now: ConsoleSituation, nowMs: number, chance: Chance): ConsoleState => {
  const { kind, machine, movedAtMs = Number.NEGATIVE_INFINITY, wentDown = false } = now;
  if (machine === "off" || machine === "preparing" || machine === "gone") return wanting(machine, 0);
  if (wentDown && machine !== "leaving") return wanting(machine, 0);
  const hasMoved = machine === "moving" || nowMs - movedAtMs <= movedForMs;
  if (hasMoved && (kind === "vnc" || machine === "on")) return lost("moved", 1, nowMs, chance);
  const untilMs = nowMs + settleMs(machine);
  // Who knows the instance of the cut can ask for that of now.
  const retryAtMs = now.instance ? Math.min(nowMs + firstLookMs, untilMs) : untilMs;
  return { phase: "settling", retryAtMs, untilMs, asks: false };
};

/** Nothing else was heard of it: the machine runs on, so it was somebody else. */
const afterNothing = ({ machine }: ConsoleSituation): ConsoleState => ({
  phase: "ended",
  reason: machine === "on" || machine === "booting" ? "evicted" : "guest-closed",
});

/** It may have gone off and come on again faster than the list shows: then another instance runs, which the server can tell. */
const afterSettling = (now: ConsoleSituation, nowMs: number, chance: Chance): ConsoleState => {
  if (now.machine === "moving") return lost("moved", 1, nowMs, chance);
  return now.instance && now.state.phase === "settling" ? { ...now.state, asks: true } : afterNothing(now);
};

/** What the server says of the instance then; the ticket itself is not used, as nobody is thrown out by a question. */
const afterAsking = (now: ConsoleSituation, instance: string | null, nowMs: number): ConsoleState => {
  const { state } = now;
  if (instance !== null && instance !== now.instance) return asking(0);
  if (state.phase !== "settling" || nowMs >= state.untilMs) return afterNothing(now);
  return { ...state, asks: false, retryAtMs: state.untilMs };
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

/** Whether a ticket is to be asked for in this state, to connect with it. */
export const isAsking = (state: ConsoleState): boolean =>
  state.phase === "asking" || (state.phase === "waiting-for-boot" && state.dial?.step === "asking");

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
