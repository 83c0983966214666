import { fullJitter } from "./back-off.ts";
import { createEventReader, readEvent } from "./event-reader.ts";
import type { StreamEvent } from "./stream-events.ts";
import { mostSilentMs } from "./stream-link.ts";
import type { StreamTransport } from "./stream-transport.ts";

/** So many lists in one question, one question at a time: the cluster sees a few lists open, however many there are. */
export const sweptAtOnce = 8;
/** A list that is only glanced at is this old at most, and a little. */
export const sweepEveryMs = 60_000;
/** One that the cluster was too slow for is asked for again sooner. */
const sweepAgainMs = 10_000;

type SweepOptions = {
  /** Tenants to read, of which each is read in its turn. */
  tenants: () => readonly string[];
  address: (tenants: readonly string[]) => string;
  onEvent: (event: StreamEvent, data: string) => boolean;
  /** It was answered, with or without a list. Gives whether there is one now. */
  onAnswered: (tenant: string) => boolean;
  onMissed: (tenant: string) => void;
};

/** Reads many lists a few at a time, again and again: for those of which nobody needs every change at once. */
export const createStreamSweep = (options: SweepOptions, transport: StreamTransport) => {
  const dueMs = new Map<string, number>();
  let asking: AbortController | null = null;
  let cancelTimer: (() => void) | null = null;
  let failures = 0;

  const nowMs = () => transport.now().getTime();
  const pause = (ms: number) => {
    cancelTimer?.();
    cancelTimer = transport.setTimer(go, ms);
  };
  const go = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    if (asking) return;
    const tenants = options.tenants();
    const wanted = new Set(tenants);
    for (const known of dueMs.keys()) if (!wanted.has(known)) dueMs.delete(known);
    if (tenants.length === 0) return;
    const dueOf = (tenant: string) => dueMs.get(tenant) ?? 0;
    const inTurn = tenants.toSorted((one, other) => dueOf(one) - dueOf(other));
    const batch = inTurn.filter((tenant) => dueOf(tenant) <= nowMs()).slice(0, sweptAtOnce);
    if (batch.length > 0) void ask(batch);
    else pause(dueOf(inTurn[0] ?? "") - nowMs());
  };
  const ask = async (batch: readonly string[]) => {
    const mine = new AbortController();
    asking = mine;
    const giveUp = transport.setTimer(() => mine.abort(), mostSilentMs);
    const read = createEventReader((data) => {
      const event = readEvent(data);
      if (event && asking === mine) options.onEvent(event, data);
    });
    const problem = await transport.ask(options.address(batch), read, mine.signal);
    giveUp();
    if (asking !== mine) return;
    asking = null;
    if (problem) {
      for (const tenant of batch) options.onMissed(tenant);
      return pause((problem.retryAfterSeconds ?? 0) * 1000 + fullJitter(failures++, transport.random));
    }
    failures = 0;
    for (const tenant of batch) {
      const isThere = options.onAnswered(tenant);
      dueMs.set(tenant, nowMs() + (isThere ? sweepEveryMs : sweepAgainMs) * (0.9 + 0.2 * transport.random()));
    }
    go();
  };

  return {
    /** What is wanted has changed. */
    refresh: go,
    dispose: () => {
      cancelTimer?.();
      asking?.abort();
      cancelTimer = asking = null;
    },
  };
};
