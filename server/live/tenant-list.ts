import { isDeepStrictEqual } from "node:util";
import type { Problem, Reading } from "#lib/api/problem.ts";
import type { Upstream } from "#lib/api/stream-events.ts";
import { releaseOfVm, vmOfRelease } from "#lib/resources/names.ts";
import type { VmFacts } from "#lib/resources/vm/facts.ts";
import { disksToAskFor, projectRow } from "#lib/resources/vm/project.ts";
import type { MissingSource, VmListView, VmRow } from "#lib/resources/vm/view.ts";
import type { Person } from "../auth/person.ts";
import type { Kube } from "../kube/api.ts";
import type { DialectReader } from "../kube/schema.ts";
import type { Logger } from "../log.ts";
import { wait } from "../wait.ts";
import { followCluster } from "./cluster-facts.ts";
import { type EventBook, eventBook } from "./event-book.ts";
import { missingOf, namedSources, outageOf } from "./missing-sources.ts";
import type { Retry } from "./retry.ts";
import { createRowJournal, type RowChanges } from "./row-journal.ts";
import type { Change, Listing } from "./source.ts";
import { openSources } from "./sources.ts";
import { createTenantIndexes, factsOf, historyOf } from "./tenant-facts.ts";
import type { TypeCache } from "./type-cache.ts";
import { volumeSource } from "./volume-source.ts";

/** Each row is told at most this often, its last state always. */
const flushEveryMs = 250;
/** How long a first list waits for its slower sources, once the machines themselves are known. */
const patienceMs = 2_000;

export type ListEvent =
  | { type: "delta"; version: number; asOf: string; upsert: VmRow[]; remove: string[]; missing: MissingSource[] }
  | Upstream
  /** There is a list now: take it whole. */
  | { type: "ready" }
  | { type: "forbidden" };

type Options = {
  kube: Kube;
  person: () => Person;
  tenant: string;
  listing: Listing;
  types: TypeCache;
  dialect: DialectReader;
  retry: Retry;
  log: Logger;
};

/** One tenant's machines as one identity sees them, kept current and shared by all its streams and pages. */
export const createTenantList = ({ kube, person, tenant, listing, types, dialect, retry, log }: Options) => {
  const stopping = new AbortController();
  const indexes = createTenantIndexes();
  const listeners = new Set<(event: ListEvent) => void>();
  const journal = createRowJournal();
  const dirty = new Set<string>();
  /** Disks each machine waits for. */
  const waiting = new Map<string, string[]>();
  let missing: MissingSource[] = [];
  let isReady = false;
  let isPrepared = false;
  let isPatient = true;
  let upstream: Upstream = {
    type: "upstream",
    state: "live",
    since: new Date().toISOString(),
  };
  let flushing: NodeJS.Timeout | null = null;
  let flushedAt = 0;
  let settled = Promise.withResolvers<void>();
  let hasFailed = false;

  const tell = (event: ListEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const touch = (names: Iterable<string | null>) => {
    for (const name of names) if (name) dirty.add(name);
    if (!isReady || flushing || dirty.size === 0) return;
    // The first change goes out at once, those after it together.
    flushing = setTimeout(flush, Math.max(5, flushedAt + flushEveryMs - Date.now()));
    flushing.unref();
  };
  const touchAll = () => touch(sources.instances.items.keys());
  const released = <T>(changes: readonly Change<T>[]) => changes.map(({ key }) => vmOfRelease(key));
  /** Another source says that the machine moved; its VirtualMachine can only be asked. */
  const poke = (names: Iterable<string | null>) => {
    for (const name of names) if (name) sources.machines.poke(releaseOfVm(name));
  };

  const sources = openSources(
    { kube, person, tenant, listing, retry, log },
    {
      onInstances: (changes) => {
        indexes.takeInstances(changes);
        const names = changes.map(({ key }) => key);
        touch(names);
        if (isReady) poke(names);
      },
      onDisks: (changes) => {
        for (const { key } of changes) volumes.doubt(key);
        touch(changes.flatMap(({ key }) => indexes.vmsOfDisk(key)));
      },
      onPods: (changes) => {
        const names = indexes.takePods(changes);
        touch(names);
        if (isReady) poke(names);
      },
      onServices: (changes) => {
        touch(released(changes));
        if (isReady) poke(released(changes));
      },
      onMonitors: (changes) => {
        touch(released(changes));
        if (isReady) poke(released(changes));
      },
      onMachines: (changes) => touch(released(changes)),
      onState: () => onState(),
    },
  );
  const volumes = volumeSource({
    kube,
    person,
    tenant,
    wanted: () => [...waiting.values()].flat(),
    onChange: (disk) => touch(indexes.vmsOfDisk(disk)),
  });
  // Events tell sooner than a poll that a machine moved.
  const events = eventBook({ kube, person, tenant, retry, onVm: (vm) => poke([vm]) });
  const facts = (name: string): VmFacts | null =>
    factsOf(name, { sources, indexes, dataVolumes: volumes.items, cluster });

  const named = namedSources(sources);
  const missingNow = () => missingOf(named, cluster.problem);

  const onState = () => {
    if (stopping.signal.aborted) return;
    const { instances } = sources;
    if (instances.state.status === "forbidden") {
      settled.resolve();
      return tell({ type: "forbidden" });
    }
    const where = outageOf([instances, ...named.map(([, source]) => source)]);
    if (where !== (upstream.state === "down" ? upstream.where : null)) {
      const since = new Date().toISOString();
      upstream = where ? { type: "upstream", state: "down", since, where } : { type: "upstream", state: "live", since };
      tell(upstream);
    }
    if (instances.state.status === "down" && !instances.hasRead) {
      hasFailed = true;
      settled.resolve();
    } else if (hasFailed && !isReady) {
      // It can be read after all: whoever comes now waits for the rest of it, instead of being told of the failure.
      hasFailed = false;
      settled = Promise.withResolvers();
    }
    if (!isReady && instances.hasRead) {
      const isComplete = !cluster.isPending && named.every(([, { state }]) => state.status !== "pending");
      if (isPatient) void wait(patienceMs, stopping.signal).then(becomeReady);
      isPatient = false;
      if (isComplete) prepare();
    } else if (isReady) {
      touchAll();
      if (!isDeepStrictEqual(missing, missingNow())) schedule();
    }
  };
  const schedule = () => {
    flushing ??= setTimeout(flush, flushEveryMs).unref();
  };

  /** Everything but volumes is there: which of those matter is known only now. */
  const prepare = () => {
    if (isPrepared) return;
    isPrepared = true;
    for (const name of sources.instances.items.keys()) recompute(name);
    if (waiting.size === 0) return becomeReady();
    volumes.wake();
    void volumes.firstRound.then(becomeReady);
  };

  const becomeReady = () => {
    if (isReady || stopping.signal.aborted) return;
    isReady = true;
    for (const name of sources.instances.items.keys()) recompute(name);
    dirty.clear();
    missing = missingNow();
    journal.commit();
    if (waiting.size > 0) volumes.wake();
    settled.resolve();
    tell({ type: "ready" });
  };

  /** Gives the new row, null when it went away, undefined when nothing changed. */
  const recompute = (name: string): VmRow | null | undefined => {
    const known = facts(name);
    if (!known) {
      waiting.delete(name);
      return journal.take(name, null) ? null : undefined;
    }
    const row = projectRow(known);
    const disks = disksToAskFor(known, row);
    if (disks.length > 0) waiting.set(name, disks);
    else waiting.delete(name);
    return journal.take(name, row) ? row : undefined;
  };

  const flush = () => {
    flushing = null;
    flushedAt = Date.now();
    const names = [...dirty];
    dirty.clear();
    const waitedBefore = new Set([...waiting.values()].flat());
    const upsert: VmRow[] = [];
    const remove: string[] = [];
    for (const name of names) {
      const row = recompute(name);
      if (row) upsert.push(row);
      else if (row === null) remove.push(name);
    }
    if ([...waiting.values()].flat().some((disk) => !waitedBefore.has(disk))) volumes.wake();
    const missingBefore = missing;
    missing = missingNow();
    if (upsert.length === 0 && remove.length === 0 && isDeepStrictEqual(missing, missingBefore)) return;
    tell({ type: "delta", version: journal.commit(), asOf: asOf(), upsert, remove, missing });
  };

  const head = (): Omit<VmListView, "rows"> => ({
    ...{ epoch: journal.epoch, version: journal.version, asOf: asOf() },
    missing,
  });
  const asOf = () => (upstream.state === "down" ? upstream.since : new Date().toISOString());

  const cluster = followCluster({
    ...{ person, types, dialect, retry, log, signal: stopping.signal },
    onRead: (isFirst) => {
      if (isFirst) onState();
      touchAll();
    },
  });

  /** Why there is no list, when there is none. */
  const problem = (): Problem | null => {
    const { state } = sources.instances;
    if (state.status === "forbidden") return state.problem;
    if (isReady) return null;
    return state.status === "down" ? state.problem : { type: "about:blank", status: 504, code: "timeout" };
  };

  return {
    tenant,
    /** Settles when the first list is there or cannot be. */
    get ready() {
      return settled.promise;
    },
    /** The rows, or why there are none: a failed first read is never an empty list. */
    read: (): Reading<VmListView> => {
      const why = problem();
      if (why) return { state: "failed", problem: why };
      return { state: "ready", data: { rows: journal.sorted(), ...head() } };
    },
    /** All of the list but its rows. */
    head,
    /** There is no list yet, and nothing has failed either. */
    get isPending() {
      const { status } = sources.instances.state;
      return !isReady && (status === "pending" || status === "ready");
    },
    /** The first read failed, or the right to read is gone. */
    get hasFailed() {
      const { state, hasRead } = sources.instances;
      return state.status === "forbidden" || (state.status === "down" && !hasRead);
    },
    get upstream() {
      return upstream;
    },
    epoch: journal.epoch,
    get version() {
      return journal.version;
    },
    /** What a follower who has that version of this epoch lacks, without `missing`; null when only the whole list helps. */
    changesSince: (version: number): RowChanges | null => (problem() ? null : journal.changesSince(version)),
    facts,
    problem,
    events: events as Pick<EventBook, "read" | "readAll">,
    history: () => historyOf(sources),
    vmsOfDisk: (disk: string): readonly string[] => indexes.vmsOfDisk(disk),
    lookAtVolumes: volumes.look,
    diskNames: (): string[] => [...sources.disks.items.keys()],
    /** Somebody just changed this machine: look at it now. */
    poke: (name: string) => poke([name]),
    subscribe: (listener: (event: ListEvent) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose: () => {
      stopping.abort();
      if (flushing) clearTimeout(flushing);
      listeners.clear();
      events.dispose();
      volumes.dispose();
      for (const source of Object.values(sources)) source.dispose();
    },
  };
};

export type TenantList = ReturnType<typeof createTenantList>;
