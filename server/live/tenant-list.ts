import { isDeepStrictEqual } from "node:util";
import type { Problem, Reading } from "#lib/api/problem.ts";
import { outsideVm, releaseOfVm } from "#lib/resources/names.ts";
import type { VmFacts } from "#lib/resources/vm/facts.ts";
import type { MissingSource, VmListView } from "#lib/resources/vm/view.ts";
import type { Person } from "../auth/person.ts";
import type { Kube } from "../kube/api.ts";
import type { DialectReader } from "../kube/schema.ts";
import type { Logger } from "../log.ts";
import { wait } from "../wait.ts";
import { createAskedPower } from "./asked-power.ts";
import { followCluster } from "./cluster-facts.ts";
import { type EventBook, eventBook } from "./event-book.ts";
import type { ListEvent } from "./list-event.ts";
import { missingOf, namedSources } from "./missing-sources.ts";
import { createOutsideMachines } from "./outside-machines.ts";
import { createPace } from "./pace.ts";
import type { Retry } from "./retry.ts";
import type { RowChanges } from "./row-journal.ts";
import type { Change, Listing, Source } from "./source.ts";
import { openSources } from "./sources.ts";
import { createTenantIndexes, factsOf, historyOf, machinesOf } from "./tenant-facts.ts";
import { createTenantRows } from "./tenant-rows.ts";
import { diskFactsOf, stockOf, type TenantStock } from "./tenant-stock.ts";
import type { TypeCache } from "./type-cache.ts";
import { createUpstreamState } from "./upstream-state.ts";
import { volumeSource } from "./volume-source.ts";

/** Each row is told at most this often, its last state always. */
const flushEveryMs = 250;
/** How long a first list waits for its slower sources, once the machines themselves are known. */
const patienceMs = 2_000;

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
  const dirty = new Set<string>();
  let missing: MissingSource[] = [];
  let isReady = false;
  let isPrepared = false;
  let isPatient = true;
  let settled = Promise.withResolvers<void>();
  let hasFailed = false;

  const tell = (event: ListEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const touch = (names: Iterable<string | null>) => {
    for (const name of names) if (name) dirty.add(name);
    if (isReady && dirty.size > 0) pace.soon();
  };
  /** All that may be rows. */
  const vms = (): string[] => [...sources.instances.items.keys(), ...outside.names().map(outsideVm)];
  const touchAll = () => touch(vms());
  /** Another source says that these VirtualMachines moved, which perhaps can only be asked. */
  const moved = (virtualMachines: readonly string[]) => {
    for (const name of virtualMachines) asked.forget(name);
    touch(virtualMachines.flatMap(machinesOf));
    if (isReady) for (const name of virtualMachines) sources.machines.poke(name);
  };
  const keysOf = <T>(changes: readonly Change<T>[]): string[] => changes.map(({ key }) => key);

  const sources = openSources(
    { kube, person, tenant, listing, retry, log },
    {
      onInstances: (changes) => {
        indexes.takeInstances(changes);
        events.note();
        const names = keysOf(changes).map(releaseOfVm);
        outside.look(names);
        moved(names);
      },
      onDisks: (changes) => {
        for (const { key } of changes) volumes.doubt(key);
        touch(changes.flatMap(({ key }) => indexes.vmsOfDisk(key)));
      },
      onPods: (changes) => moved(indexes.takePods(changes)),
      onServices: (changes) => {
        moved(keysOf(changes));
        // Which Service leads to one of these, its labels say.
        touch(outside.names().map(outsideVm));
      },
      onMonitors: (changes) => moved(keysOf(changes)),
      onMachines: (changes) => {
        outside.look(keysOf(changes));
        events.note();
        touch(keysOf(changes).flatMap(machinesOf));
      },
      onRunning: (changes) => moved(keysOf(changes)),
      onState: () => onState(),
    },
  );
  const volumes = volumeSource({
    kube,
    person,
    tenant,
    wanted: () => rows.disksWaitedFor(),
    onChange: (disk) => touch(indexes.vmsOfDisk(disk)),
  });
  const outside = createOutsideMachines({
    ...{ machines: sources.machines, instances: sources.instances, signal: stopping.signal },
    onChange: (names) => touch(names.map(outsideVm)),
  });
  const asked = createAskedPower({
    ...{ kube, person, tenant, signal: stopping.signal },
    onChange: (name) => touch(machinesOf(name)),
  });
  const poke = (vm: string) => sources.machines.poke(releaseOfVm(vm));
  // Events tell sooner than a poll that a machine moved.
  const events = eventBook({ kube, person, tenant, retry, onVm: poke, onNews: () => tell({ type: "activity" }) });
  const facts = (name: string): VmFacts | null =>
    factsOf(name, { sources, outside, asked: asked.get, indexes, dataVolumes: volumes.items, cluster });

  const rows = createTenantRows(facts);
  const { journal } = rows;

  const named = namedSources(sources);
  // Who may not watch running machines, like every stock role, misses nothing by it.
  const upstream = createUpstreamState([sources.instances, ...named.map(([, source]) => source)], tell);
  const missingNow = () => missingOf(named, cluster.problem);
  /** Which sources say anything at all: a row is another when that changes. */
  const readableNow = () =>
    Object.values<Source<unknown>>(sources)
      .map(({ hasRead }) => hasRead)
      .join();
  let readableBefore = "";

  const onState = () => {
    if (stopping.signal.aborted) return;
    const { instances } = sources;
    if (instances.state.status === "forbidden") {
      settled.resolve();
      return tell({ type: "forbidden" });
    }
    upstream.look();
    if (["down", "absent"].includes(instances.state.status) && !instances.hasRead) {
      hasFailed = true;
      settled.resolve();
    } else if (hasFailed && !isReady) {
      // It can be read after all: whoever comes now waits for the rest of it, instead of being told of the failure.
      hasFailed = false;
      settled = Promise.withResolvers();
    }
    if (!isReady && instances.hasRead) {
      const isComplete =
        !cluster.isPending && Object.values<Source<unknown>>(sources).every(({ state }) => state.status !== "pending");
      if (isPatient) void wait(patienceMs, stopping.signal).then(becomeReady);
      isPatient = false;
      if (isComplete) prepare();
    } else if (isReady) {
      const readable = readableNow();
      if (readable !== readableBefore) touchAll();
      readableBefore = readable;
      if (!isDeepStrictEqual(missing, missingNow())) pace.later();
    }
  };

  /** Everything but volumes is there: which of those matter is known only now. */
  const prepare = () => {
    if (isPrepared) return;
    isPrepared = true;
    rows.recompute(vms());
    if (!rows.isWaiting) return becomeReady();
    volumes.wake();
    void volumes.firstRound.then(becomeReady);
  };

  const becomeReady = () => {
    if (isReady || stopping.signal.aborted) return;
    isReady = true;
    rows.recompute(vms());
    dirty.clear();
    missing = missingNow();
    journal.commit();
    if (rows.isWaiting) volumes.wake();
    settled.resolve();
    tell({ type: "ready" });
  };

  const pace = createPace(flushEveryMs, () => {
    const names = [...dirty];
    dirty.clear();
    const { upsert, remove, waitsForMore } = rows.recompute(names);
    if (waitsForMore) volumes.wake();
    const missingBefore = missing;
    missing = missingNow();
    if (upsert.length === 0 && remove.length === 0 && isDeepStrictEqual(missing, missingBefore)) return;
    tell({ type: "delta", version: journal.commit(), asOf: upstream.asOf(), upsert, remove, missing });
  });

  const head = (): Omit<VmListView, "rows"> => ({
    ...{ epoch: journal.epoch, version: journal.version, asOf: upstream.asOf() },
    missing,
  });
  const cluster = followCluster({
    ...{ person, types, dialect, retry, log, signal: stopping.signal },
    onRead: ({ isFirst, isNews }) => {
      if (isFirst) onState();
      if (isNews) touchAll();
    },
  });

  /** Why there is no list, when there is none. */
  const problem = (): Problem | null => {
    const { state } = sources.instances;
    if (state.status === "forbidden" || state.status === "absent") return state.problem;
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
      return state.status === "forbidden" || (["down", "absent"].includes(state.status) && !hasRead);
    },
    get upstream() {
      return upstream.event;
    },
    /** Changes with what the timeline is made of; null where nobody tells. */
    get activity() {
      return events.version;
    },
    epoch: journal.epoch,
    get version() {
      return journal.version;
    },
    /** What a follower who has that version of this epoch lacks, without `missing`; null when only the whole list helps. */
    changesSince: (version: number): RowChanges | null => (problem() ? null : journal.changesSince(version)),
    facts,
    /** Asks the cluster itself whether a machine is on, for who may start it but not read it; what it says is then on the row. */
    askPower: (name: string): Promise<void> => asked.ask(releaseOfVm(name)),
    problem,
    events: events as Pick<EventBook, "read" | "readAll">,
    history: () => historyOf(sources),
    vmsOfDisk: (disk: string): readonly string[] => indexes.vmsOfDisk(disk),
    lookAtVolumes: volumes.look,
    stock: (): TenantStock => stockOf(sources, indexes, cluster.dialect),
    diskFacts: () => diskFactsOf(sources, indexes, volumes.items, cluster.dialect),
    /** Somebody just changed this machine: look at it now. */
    poke,
    subscribe: (listener: (event: ListEvent) => void): (() => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    dispose: () => {
      stopping.abort();
      pace.dispose();
      listeners.clear();
      events.dispose();
      volumes.dispose();
      for (const source of Object.values(sources)) source.dispose();
    },
  };
};

export type TenantList = ReturnType<typeof createTenantList>;
