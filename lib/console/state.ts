import type { ConsoleKind } from "../api/requests.ts";
import type { MachineFact } from "./machine-fact.ts";
import type { EndReason, Outcome } from "./reasons.ts";
import { backOffMs, maxAttempts } from "./timing.ts";

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
export type Chance = number;

export const asking = (attempt: number, takeOver = false): ConsoleState => ({ phase: "asking", takeOver, attempt });

/** Where a console stands that wants to connect to a machine of which this is known. */
export const wanting = (machine: MachineFact, attempt: number): ConsoleState => {
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

export const lost = (why: "line" | "moved", attempt: number, nowMs: number, chance: Chance): ConsoleState =>
  attempt > maxAttempts
    ? { phase: "ended", reason: "unavailable" }
    : { phase: "lost", why, attempt, retryAtMs: nowMs + backOffMs(attempt, chance) };

/** Before anything has happened: what a page shows first. */
export const firstState = (machine: MachineFact): ConsoleState => wanting(machine, 0);

/** Whether a ticket is to be asked for in this state, to connect with it. */
export const isAsking = (state: ConsoleState): boolean =>
  state.phase === "asking" || (state.phase === "waiting-for-boot" && state.dial?.step === "asking");

/** Whether the server is to be asked what a cut was. */
export const asksWhatItWas = (state: ConsoleState): boolean => state.phase === "settling" && state.asks;

/** Whether a socket belongs to this state. */
export const holdsSocket = (state: ConsoleState): boolean =>
  state.phase === "connected" ||
  state.phase === "connecting" ||
  (state.phase === "waiting-for-boot" && state.dial?.step === "open");

/** Whether the list says that there is no instance to talk to. */
export const isDown = (machine: MachineFact): boolean =>
  machine === "off" || machine === "booting" || machine === "preparing" || machine === "gone";
