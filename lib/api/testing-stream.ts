import { rowOf } from "../resources/vm/row.fixture.ts";
import type { VmRow } from "../resources/vm/view.ts";
import type { Problem, ProblemCode } from "./problem.ts";
import { encodeTable } from "./row-encoder.ts";
import type { DeltaEvent, SnapshotEvent, StreamEvent } from "./stream-events.ts";
import { createStreamHub } from "./stream-hub.ts";
import type { FromHub } from "./stream-port.ts";
import type { StreamTransport } from "./stream-transport.ts";
import { afterEvent, nothingKnown, type TenantState } from "./tenant-state.ts";

export const acme = "tenant-acme";
const head = (tenant: string, version: number) => ({ tenant, epoch: "e1", version, asOf: "t", missing: [] });

export const snapshot = (version: number, rows: VmRow[], tenant = acme): SnapshotEvent => ({
  type: "snapshot",
  ...head(tenant, version),
  rows: encodeTable(rows),
});
export const delta = (version: number, upsert: VmRow[], remove: string[] = [], since = version - 1): DeltaEvent => ({
  ...{ type: "delta", ...head(acme, version), since, upsert: encodeTable(upsert), remove },
});
export const problem = (code: ProblemCode, more: Partial<Problem> = {}): Problem => ({
  ...{ type: "about:blank", status: 0, code },
  ...more,
});

/** One question to a server that the test plays. */
class Asked {
  readonly url: URL;
  readonly #onText: (text: string) => void;
  readonly #signal: AbortSignal;
  readonly over = Promise.withResolvers<Problem | null>();

  constructor(url: string, onText: (text: string) => void, signal: AbortSignal) {
    this.url = new URL(url, "https://porthole.example");
    this.#onText = onText;
    this.#signal = signal;
  }
  get isLeft() {
    return this.#signal.aborted;
  }
  get lists() {
    return this.url.searchParams.getAll("list");
  }
  get isOnce() {
    return this.url.searchParams.has("once");
  }
  write(text: string) {
    this.#onText(text);
  }
  send(...events: StreamEvent[]) {
    for (const event of events) this.write(`data: ${JSON.stringify(event)}\n\n`);
  }
  /** Ends it, and lets those who waited for that go on. */
  async end(why: Problem | null = null) {
    this.over.resolve(why);
    await settled();
  }
}

/** What was promised by now has been done. */
export const settled = async () => {
  for (let n = 0; n < 5; n++) await Promise.resolve();
};

/** A hub whose server, clock and timers the test plays. */
export const startHub = () => {
  const asked: Asked[] = [];
  const timers = new Set<{ run: () => void; atMs: number }>();
  let nowMs = 0;
  const transport: StreamTransport = {
    ask: (url, onText, signal) => {
      const one = new Asked(url, onText, signal);
      asked.push(one);
      return one.over.promise;
    },
    setTimer: (run, afterMs) => {
      const timer = { run, atMs: nowMs + afterMs };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    random: () => 1,
    now: () => new Date(nowMs),
  };
  const hub = createStreamHub("scope", transport);

  return {
    hub,
    asked,
    last: () => asked.at(-1) ?? new Asked("/", () => {}, AbortSignal.abort()),
    pending: () => timers.size,
    /** A page that looks at a tenant, and what it shows. */
    page: async (tenant = acme, how: "watch" | "glance" = "watch") => {
      let known: TenantState = nothingKnown;
      const states: string[] = [];
      const messages: FromHub[] = [];
      const page = hub.join((message) => {
        messages.push(message);
        if ("event" in message) known = afterEvent(known, JSON.parse(message.event)) ?? known;
        else {
          const { state, code, where } = message.connection;
          const said = [state, code, where].filter(Boolean).join(" ");
          if (states.at(-1) !== said) states.push(said);
        }
      });
      page.receive({ do: how, tenant });
      await settled();
      return {
        ...page,
        messages,
        states,
        state: () => states.at(-1),
        known: () => known,
        names: () => known.list?.rows.map(({ name }) => name),
      };
    },
    /** Time goes by: what was due happens in its order, each with time to settle. */
    pass: async (ms: number) => {
      const untilMs = nowMs + ms;
      for (;;) {
        const [next] = [...timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs);
        if (!next) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await settled();
      }
      nowMs = untilMs;
    },
    /** The machine sleeps: time goes by and nothing happens; then everything that was due does. */
    sleep: async (ms: number) => {
      nowMs += ms;
      for (const timer of [...timers].filter(({ atMs }) => atMs <= nowMs)) {
        if (!timers.delete(timer)) continue;
        timer.run();
        await settled();
      }
    },
  };
};

export const rowsOf = (...names: string[]): VmRow[] => names.map((name) => rowOf(name));
