import type { VmState } from "../resources/vm/view.ts";
import type { EndReason, Outcome } from "./reasons.ts";

/** What is known of the machine, as far as a console cares. `unknown`: ask the server, it will say. */
export type MachineFact = "on" | "booting" | "off" | "gone" | "unknown";

/** Where one console stands. Every situation has a name, and `ended` always has a way out (lib/console/reasons.ts). */
export type ConsoleState =
  | { phase: "off" }
  | { phase: "waiting-for-boot" }
  /** A ticket is being asked for. */
  | { phase: "asking"; takeOver: boolean; attempt: number }
  | { phase: "connecting"; ticket: string; attempt: number }
  | { phase: "connected"; sinceMs: number; attempt: number }
  /** The line broke; the next attempt is due at `retryAtMs` (epoch). */
  | { phase: "lost"; attempt: number; retryAtMs: number }
  /** `by`: who took it over; `atMs` (epoch): when. */
  | { phase: "ended"; reason: EndReason; by?: string; atMs?: number };

export type ConsoleEvent =
  | { type: "machine"; machine: MachineFact }
  /** A person's wish: (re)connect, `takeOver` from whoever is there. */
  | { type: "connect"; takeOver: boolean }
  | { type: "disconnect" }
  | { type: "granted"; ticket: string }
  | { type: "refused"; reason: Outcome }
  | { type: "opened" }
  | { type: "closed"; reason: Outcome; by?: string }
  | { type: "retry-due" };

/** The machine's fact rides along, because what a closed socket means depends on it. */
export type ConsoleSituation = {
  state: ConsoleState;
  machine: MachineFact;
  /** How often in a row a ticket was granted and the socket did not even open. */
  unopened?: number;
};

export const maxAttempts = 8;
/** After so many in a row it is not a break: a proxy or firewall answers questions and passes no WebSocket. */
export const maxUnopened = 3;
/** A connection that held this long starts the count of attempts anew. */
export const steadyMs = 10_000;

/** Milliseconds before attempt n (1, 2, …): 1, 2, 4, 8, then 15 s. */
export const backOffMs = (attempt: number): number => Math.min(1000 * 2 ** (attempt - 1), 15_000);

/** A stopping machine still has its screen; states that say little let the server decide. */
const machineFacts: Record<VmState, MachineFact> = {
  running: "on",
  paused: "on",
  migrating: "on",
  stopping: "on",
  starting: "booting",
  provisioning: "booting",
  stopped: "off",
  attention: "unknown",
  unknown: "unknown",
};

/** `undefined`: the machine is not in the list any more. */
export const machineFactOf = (state: VmState | undefined): MachineFact => (state ? machineFacts[state] : "gone");

const asking = (attempt: number, takeOver = false): ConsoleState => ({ phase: "asking", takeOver, attempt });

/** Where a console stands that wants to connect to a machine of which this is known. */
const wanting = (machine: MachineFact, attempt: number): ConsoleState => {
  switch (machine) {
    case "off":
      return { phase: "off" };
    case "booting":
      return { phase: "waiting-for-boot" };
    case "gone":
      return { phase: "ended", reason: "not-found" };
    case "on":
    case "unknown":
      return asking(attempt);
  }
};

/** Before anything has happened: what a page shows first. */
export const firstState = (machine: MachineFact): ConsoleState => wanting(machine, 0);

const attemptOf = (state: ConsoleState, nowMs: number): number => {
  if (state.phase === "connected") return nowMs - state.sinceMs >= steadyMs ? 0 : state.attempt;
  return "attempt" in state ? state.attempt : 0;
};

/** After a break: again later, unless the machine is known not to be there, or it was tried often enough. */
const afterBreak = ({ state, machine }: ConsoleSituation, nowMs: number): ConsoleState => {
  if (machine === "off" || machine === "booting" || machine === "gone") return wanting(machine, 0);
  const attempt = attemptOf(state, nowMs) + 1;
  if (attempt > maxAttempts) return { phase: "ended", reason: "unavailable" };
  return { phase: "lost", attempt, retryAtMs: nowMs + backOffMs(attempt) };
};

/** After an end that may only mean that the machine went away: then its state is the better word. */
const afterEnd = (machine: MachineFact, reason: EndReason): ConsoleState => {
  const byMachine = reason === "guest-closed" || reason === "not-found";
  return byMachine && (machine === "off" || machine === "booting") ? wanting(machine, 0) : { phase: "ended", reason };
};

const afterMachine = (state: ConsoleState, machine: MachineFact): ConsoleState => {
  switch (state.phase) {
    case "off":
    case "waiting-for-boot":
      return machine === "unknown" ? state : wanting(machine, 0);
    case "lost":
      return machine === "on" || machine === "unknown" ? state : wanting(machine, 0);
    case "ended": {
      const next = afterEnd(machine, state.reason);
      return next.phase === "ended" ? state : next;
    }
    case "asking":
    case "connecting":
    case "connected":
      // The server and the socket know these better than a list that may lag.
      return state;
  }
};

const broken = (now: ConsoleSituation, reason: Outcome, nowMs: number): ConsoleState => {
  if (reason === "unopened" && unopenedAfter(now, reason) >= maxUnopened) return { phase: "ended", reason: "blocked" };
  if (reason === "retry" || reason === "unopened") return afterBreak(now, nowMs);
  if (reason === "not-running") return now.machine === "booting" ? { phase: "waiting-for-boot" } : { phase: "off" };
  return afterEnd(now.machine, reason);
};

const takenOver = (state: ConsoleState, by: string | undefined, atMs: number): ConsoleState =>
  by !== undefined && state.phase === "ended" ? { ...state, by, atMs } : state;

const unopenedAfter = ({ unopened = 0 }: ConsoleSituation, reason: Outcome): number =>
  reason === "unopened" ? unopened + 1 : 0;

/** The next situation; the same object when the event means nothing here. */
export const nextSituation = (now: ConsoleSituation, event: ConsoleEvent, nowMs: number): ConsoleSituation => {
  const { state } = now;
  const to = (next: ConsoleState): ConsoleSituation => (next === state ? now : { ...now, state: next });
  switch (event.type) {
    case "machine":
      return { ...now, machine: event.machine, state: afterMachine(state, event.machine) };
    case "connect":
      return { ...to(asking(0, event.takeOver)), unopened: 0 };
    case "disconnect":
      return to({ phase: "ended", reason: "closed" });
    case "granted":
      return state.phase === "asking" ? to({ phase: "connecting", ticket: event.ticket, attempt: state.attempt }) : now;
    case "refused":
      return state.phase === "asking" ? to(broken(now, event.reason, nowMs)) : now;
    case "opened":
      return state.phase === "connecting" ? to({ phase: "connected", sinceMs: nowMs, attempt: state.attempt }) : now;
    case "closed":
      return state.phase === "connecting" || state.phase === "connected"
        ? {
            ...to(takenOver(broken(now, event.reason, nowMs), event.by, nowMs)),
            unopened: unopenedAfter(now, event.reason),
          }
        : now;
    case "retry-due":
      return state.phase === "lost" ? to(asking(state.attempt)) : now;
  }
};
