import { asking, type Chance, type ConsoleSituation, type ConsoleState, lost, wanting } from "./state.ts";
import { firstLookMs, movedForMs, settleMs } from "./timing.ts";

// docs/adr/0034

/**
 * KubeVirt cuts a console in the same way when somebody else takes it, when the machine stops and when it moves to another node.
 * A screen is asked for politely, so it may come back at once after a move; a serial line would throw out whoever took it.
 */
export const afterCut = (now: ConsoleSituation, nowMs: number, chance: Chance): ConsoleState => {
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
export const afterSettling = (now: ConsoleSituation, nowMs: number, chance: Chance): ConsoleState => {
  if (now.machine === "moving") return lost("moved", 1, nowMs, chance);
  return now.instance && now.state.phase === "settling" ? { ...now.state, asks: true } : afterNothing(now);
};

/** What the server says of the instance then; the ticket itself is not used, as nobody is thrown out by a question. */
export const afterAsking = (now: ConsoleSituation, instance: string | null, nowMs: number): ConsoleState => {
  const { state } = now;
  if (instance !== null && instance !== now.instance) return asking(0);
  if (state.phase !== "settling" || nowMs >= state.untilMs) return afterNothing(now);
  return { ...state, asks: false, retryAtMs: state.untilMs };
};
