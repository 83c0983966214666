import type { Connection } from "./connection.ts";
import { api } from "./paths.ts";
import { mostLists, type Outage, type StreamEvent } from "./stream-events.ts";
import { createStreamLink, type LinkState } from "./stream-link.ts";
import type { FromHub, ToHub } from "./stream-port.ts";
import { createStreamSweep } from "./stream-sweep.ts";
import { browserTransport, type StreamTransport } from "./stream-transport.ts";
import { eventsOf } from "./tenant-events.ts";
import { afterEvent, nothingKnown, type TenantState } from "./tenant-state.ts";

/** What a page has left is kept for this long: a reload, or the next page, wants it again at once. */
export const lingerMs = 5_000;
/** Timers stand still while a machine sleeps: a tick that is later than this was slept through. */
const tickMs = 10_000;
const sleptMs = 2 * tickMs;

type Tell = (message: FromHub) => void;

type Entry = {
  tenant: string;
  /** Pages, and whether each follows the list or only glances at it. */
  viewers: Map<Tell, boolean>;
  known: TenantState;
  /** Said again by the server since the line was last lost. */
  isConfirmed: boolean;
  wasLost: boolean;
  isRefused: boolean;
  /** Nothing that was said before can be built upon. */
  isBroken: boolean;
  down: { since: string; where: Outage } | null;
  connection: Connection;
  /** Nobody looks any more, but somebody did follow it a moment ago. */
  isLingering: boolean;
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
  /** What the stream was last asked for. */
  let streamed = "";

  const asked = () => [...entries.values()].filter(({ isRefused }) => !isRefused);
  /** Lists beyond what one stream carries are glanced at, too. */
  const streaming = () => asked().filter(isFollowed).slice(-mostLists);
  const tenantsOf = (some: readonly Entry[]) => some.map(({ tenant }) => tenant).join();
  const address = (once: boolean): string | null => {
    const lists = streaming();
    return lists.length === 0 ? null : api.stream(scope, lists.map(wantedOf), once ? "again" : undefined);
  };
  const link = createStreamLink(
    { address, onEvent: (event, data) => onEvent(event, data), onState: (state) => onState(state) },
    transport,
  );
  const sweep = createStreamSweep(
    {
      tenants: () => {
        if (link.state.state === "ended") return [];
        const inStream = new Set(streaming());
        return asked().flatMap((entry) => (inStream.has(entry) ? [] : [entry.tenant]));
      },
      address: (tenants) => {
        const lists = tenants.flatMap((tenant) => entries.get(tenant) ?? []);
        return api.stream(scope, lists.map(wantedOf), "brief");
      },
      onEvent: (event, data) => onEvent(event, data),
      onAnswered: (tenant) => entries.get(tenant)?.isConfirmed ?? true,
      onMissed: (tenant) => {
        const entry = entries.get(tenant);
        if (!entry) return;
        Object.assign(entry, { isConfirmed: false, wasLost: true });
        settle(entry);
      },
    },
    transport,
  );

  const settle = (entry: Entry) => {
    const next = connectionOf(entry, link.state, streaming().includes(entry));
    const { connection: before } = entry;
    const isSame = next.state === before.state && next.code === before.code && next.where === before.where;
    if (isSame && (!next.since || next.since === before.since)) return;
    entry.connection = { since: transport.now().toISOString(), ...next };
    for (const tell of entry.viewers.keys()) tell({ tenant: entry.tenant, connection: entry.connection });
  };

  const onState = (state: LinkState) => {
    for (const entry of entries.values()) {
      if (state.state === "ended" || (state.state === "lost" && streaming().includes(entry))) {
        entry.isConfirmed = false;
        entry.wasLost = state.state === "lost";
      }
      if (state.state === "ended" && state.code === "session-ended") entry.known = nothingKnown;
      settle(entry);
    }
    sweep.refresh();
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
    if (event.type === "refused") {
      entry.isRefused = true;
      streamed = tenantsOf(streaming());
    }
    if (known !== entry.known) for (const tell of entry.viewers.keys()) tell({ tenant: event.tenant, event: data });
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
      // A glance changes nothing for the stream.
      const wanted = tenantsOf(streaming());
      if (wanted !== streamed) link.refresh();
      streamed = wanted;
      sweep.refresh();
    });
  };
  const tick = () => {
    const lastMs = transport.now().getTime();
    cancelTick = transport.setTimer(() => {
      if (transport.now().getTime() - lastMs > sleptMs) link.look();
      tick();
    }, tickMs);
  };

  const watch = (tell: Tell, tenant: string, isFollowing: boolean) => {
    let entry = entries.get(tenant);
    const isKnownTo = entry?.viewers.has(tell) ?? false;
    if (!entry) {
      const connection: Connection = { state: "connecting", since: transport.now().toISOString() };
      const flags = {
        isConfirmed: false,
        wasLost: false,
        isRefused: false,
        isBroken: false,
        down: null,
        isLingering: false,
      };
      entry = { tenant, viewers: new Map(), known: nothingKnown, ...flags, connection, forget: null };
      entries.set(tenant, entry);
    }
    if (!isKnownTo) entry.isRefused = false;
    entry.forget?.();
    entry.forget = null;
    entry.isLingering = false;
    entry.viewers.set(tell, isFollowing);
    askSoon();
    // A page that has just been made was made for a session that lives.
    if (!isKnownTo) link.resume();
    if (!cancelTick) tick();
    // It only changes how closely it looks.
    if (isKnownTo && !entry.isBroken) return settle(entry);
    for (const event of eventsOf(tenant, entry.known)) tell({ tenant, event: JSON.stringify(event) });
    settle(entry);
    tell({ tenant, connection: entry.connection });
  };

  const leave = (tell: Tell, tenant: string) => {
    const entry = entries.get(tenant);
    const wasFollowed = entry !== undefined && isFollowed(entry);
    if (!entry?.viewers.delete(tell)) return;
    if (entry.viewers.size > 0) return askSoon();
    entry.isLingering = wasFollowed;
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
            case "glance":
              return watch(tell, message.tenant, message.do === "watch");
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
      sweep.dispose();
      cancelTick?.();
      for (const { forget } of entries.values()) forget?.();
      entries.clear();
    },
  };
};

const isFollowed = ({ viewers, isLingering }: Entry): boolean => isLingering || [...viewers.values()].some(Boolean);

const wantedOf = ({ tenant, known: { list }, isBroken }: Entry) => ({
  tenant,
  have: list && !isBroken ? { epoch: list.epoch, version: list.version } : null,
});

type Judged = Omit<Connection, "since"> & { since?: string };

const connectionOf = (entry: Entry, link: LinkState, isStreamed: boolean): Judged => {
  if (link.state === "ended") return { state: "ended", code: link.code };
  if (entry.isRefused) return { state: "ended", code: "forbidden" };
  const isPolled = !isStreamed || link.state === "polling";
  if (link.state === "lost" && !isPolled) return { state: "stale" };
  if (entry.down) return { state: "stale", ...entry.down };
  if (!entry.isConfirmed) return { state: entry.wasLost ? "stale" : "connecting" };
  return { state: isPolled ? "polling" : "live" };
};
