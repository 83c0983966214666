import { api } from "../paths.ts";
import type { Connection } from "./connection.ts";
import { mostLists, type Outage, type StreamEvent } from "./stream-events.ts";
import { createStreamLink, type LinkState } from "./stream-link.ts";
import type { FromHub, ToHub } from "./stream-port.ts";
import { browserTransport, type StreamTransport } from "./stream-transport.ts";
import { afterEvent, eventsOf, nothingKnown, type TenantState } from "./tenant-state.ts";

/** What a page has left is kept for this long: a reload, or the next page, wants it again at once. */
export const lingerMs = 5_000;
/** Timers stand still while a machine sleeps: a tick that is later than this was slept through. */
const tickMs = 10_000;
const sleptMs = 2 * tickMs;

type Tell = (message: FromHub) => void;

type Entry = {
  tenant: string;
  viewers: Set<Tell>;
  known: TenantState;
  /** Said again by the server since the line was last lost. */
  isConfirmed: boolean;
  wasLost: boolean;
  isRefused: boolean;
  /** Nothing that was said before can be built upon. */
  isBroken: boolean;
  down: { since: string; where: Outage } | null;
  connection: Connection;
  forget: (() => void) | null;
};

/**
 * What all pages of one person in this browser look at, over one line to the server. Holds what the server has said for as long as somebody
 * looks; when the session ends, it forgets everything. `scope` names the person, so that nobody else's answers are taken for theirs.
 */
export const createStreamHub = (scope: string, transport: StreamTransport = browserTransport) => {
  const entries = new Map<string, Entry>();
  let cancelTick: (() => void) | null = null;
  let isAsking = false;

  const address = (once: boolean): string | null => {
    const lists = [...entries.values()].filter(({ isRefused }) => !isRefused).slice(-mostLists);
    if (lists.length === 0) return null;
    const wanted = lists.map(({ tenant, known: { list }, isBroken }) => ({
      tenant,
      have: list && !isBroken ? { epoch: list.epoch, version: list.version } : null,
    }));
    return api.stream(scope, wanted, once);
  };
  const link = createStreamLink(
    { address, onEvent: (event, data) => onEvent(event, data), onState: (state) => onState(state) },
    transport,
  );

  const settle = (entry: Entry) => {
    const next = connectionOf(entry, link.state);
    const { connection: before } = entry;
    const isSame = next.state === before.state && next.code === before.code && next.where === before.where;
    if (isSame && (!next.since || next.since === before.since)) return;
    entry.connection = { since: transport.now().toISOString(), ...next };
    for (const tell of entry.viewers) tell({ tenant: entry.tenant, connection: entry.connection });
  };

  const onState = (state: LinkState) => {
    for (const entry of entries.values()) {
      if (state.state === "lost" || state.state === "ended") {
        entry.isConfirmed = false;
        entry.wasLost = state.state === "lost";
      }
      if (state.state === "ended" && state.code === "session-ended") entry.known = nothingKnown;
      settle(entry);
    }
  };

  const onEvent = (event: StreamEvent, data: string): boolean => {
    if (event.type === "beat" || event.type === "end") return true;
    const entry = entries.get(event.tenant);
    if (!entry) return true;
    const known = afterEvent(entry.known, event);
    if (known === null) {
      entry.isBroken = true;
      return false;
    }
    if (event.type === "snapshot" || event.type === "delta") {
      entry.isConfirmed = true;
      entry.isBroken = false;
    }
    if (event.type === "upstream") {
      entry.down = event.state === "down" ? { since: event.since, where: event.where } : null;
    }
    if (event.type === "refused") entry.isRefused = true;
    if (known !== entry.known) for (const tell of entry.viewers) tell({ tenant: event.tenant, event: data });
    entry.known = known;
    settle(entry);
    return true;
  };

  /** Several pages and tenants at once are one new question. */
  const askSoon = () => {
    if (isAsking) return;
    isAsking = true;
    queueMicrotask(() => {
      isAsking = false;
      link.refresh();
    });
  };
  const tick = () => {
    const lastMs = transport.now().getTime();
    cancelTick = transport.setTimer(() => {
      if (transport.now().getTime() - lastMs > sleptMs) link.look();
      tick();
    }, tickMs);
  };

  const watch = (tell: Tell, tenant: string) => {
    let entry = entries.get(tenant);
    if (!entry) {
      const connection: Connection = { state: "connecting", since: transport.now().toISOString() };
      const flags = { isConfirmed: false, wasLost: false, isRefused: false, isBroken: false, down: null };
      entry = { tenant, viewers: new Set(), known: nothingKnown, ...flags, connection, forget: null };
      entries.set(tenant, entry);
      askSoon();
    } else if (entry.isRefused) {
      entry.isRefused = false;
      askSoon();
    }
    entry.forget?.();
    entry.forget = null;
    entry.viewers.add(tell);
    if (!cancelTick) tick();
    for (const event of eventsOf(tenant, entry.known)) tell({ tenant, event: JSON.stringify(event) });
    settle(entry);
    tell({ tenant, connection: entry.connection });
  };

  const leave = (tell: Tell, tenant: string) => {
    const entry = entries.get(tenant);
    if (!entry?.viewers.delete(tell) || entry.viewers.size > 0) return;
    entry.forget = transport.setTimer(() => {
      entries.delete(tenant);
      askSoon();
      if (entries.size > 0) return;
      cancelTick?.();
      cancelTick = null;
    }, lingerMs);
  };

  return {
    /** A page: `tell` is how it is told. `leave` is for when it is gone without a word. */
    join: (tell: Tell) => {
      const leaveAll = () => {
        for (const tenant of [...entries.keys()]) leave(tell, tenant);
      };
      return {
        receive: (message: ToHub) => {
          switch (message.do) {
            case "watch":
              return watch(tell, message.tenant);
            case "leave":
              return leave(tell, message.tenant);
            case "look":
              return link.look();
            case "resume":
              return link.resume();
          }
        },
        leave: leaveAll,
      };
    },
    dispose: () => {
      link.dispose();
      cancelTick?.();
      for (const { forget } of entries.values()) forget?.();
      entries.clear();
    },
  };
};

type Judged = Omit<Connection, "since"> & { since?: string };

const connectionOf = (entry: Entry, link: LinkState): Judged => {
  if (link.state === "ended") return { state: "ended", code: link.code };
  if (entry.isRefused) return { state: "ended", code: "forbidden" };
  if (link.state === "lost") return { state: "stale" };
  if (entry.down) return { state: "stale", ...entry.down };
  if (!entry.isConfirmed) return { state: entry.wasLost ? "stale" : "connecting" };
  return { state: link.state === "polling" ? "polling" : "live" };
};
