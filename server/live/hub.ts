import type { Glance, Reading } from "#lib/api/problem.ts";
import type { VmListView } from "#lib/resources/vm/view.ts";
import { identityKey, type Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import type { DialectReader } from "../kube/schema.ts";
import type { Logger } from "../log.ts";
import { wait } from "../wait.ts";
import type { Retry } from "./retry.ts";
import type { Listing } from "./source.ts";
import { createTenantList, type TenantList } from "./tenant-list.ts";
import { createTypeCache, type TypeCache } from "./type-cache.ts";

/** A list stays for this long after the last who looked, for the next page. */
const graceMs = 30_000;
const firstReadMs = 35_000;
/** How long a page waits for its first rows; then it comes without them and the stream brings them. */
const glanceMs = 1_500;
/** A list that nobody could read yet, and nobody waits for any more, is not asked for any longer. */
const unreadGraceMs = 1_000;

/** A hold on a shared list; `isCurrent` is false once the session is another person to the cluster than when it began. */
export type Lease = { list: TenantList; isCurrent: () => boolean; release: () => void };

export type LiveHub = {
  /** The shared list of this person's identity in a tenant, for as long as it is held; `brief`: and no longer, when nobody had it before. */
  open: (person: Person, tenant: string, isBrief?: boolean) => Lease;
  /** The list once, when it is there or cannot be. */
  read: (person: Person, tenant: string) => Promise<Reading<VmListView>>;
  /** Like `read` for a page that must be shown soon: `pending` when the cluster is slow. */
  glance: (person: Person, tenant: string) => Promise<Glance<VmListView>>;
  /** The list's own object, once it is there or cannot be or has been waited for long enough, for the time of one piece of work. */
  using: <T>(
    person: Person,
    tenant: string,
    work: (list: TenantList) => T | Promise<T>,
    patienceMs?: number,
  ) => Promise<T>;
  types: TypeCache;
  readonly size: number;
  dispose: () => void;
};

type Entry = { list: TenantList; people: Set<Person>; holders: number; closing: NodeJS.Timeout | null };

type HubOptions = { kube: Kube; dialect: DialectReader; log: Logger; retry: Retry };

/** One list per identity and tenant: never shared between two people, always between one person's tabs. */
export const createHub = ({ kube, dialect, log, retry }: HubOptions): LiveHub => {
  const types = createTypeCache(kube);
  const entries = new Map<string, Entry>();
  const listing: Listing = { mayStream: true };
  const stopping = new AbortController();

  const close = (key: string, entry: Entry) => {
    if (entries.get(key) === entry) entries.delete(key);
    if (entry.closing) clearTimeout(entry.closing);
    entry.list.dispose();
  };

  const create = (first: Person, identity: string, tenant: string, key: string): Entry => {
    const people = new Set([first]);
    /** A session that still lives and is still the same person to the cluster: groups can change when a token is renewed. */
    const person = (): Person => {
      for (const candidate of people) {
        if (!candidate.ended.aborted && identityKey(candidate.identity) === identity) return candidate;
        people.delete(candidate);
      }
      close(key, entry);
      throw new ProblemError("session-ended");
    };
    const entry: Entry = {
      list: createTenantList({ kube, person, tenant, listing, types, dialect, retry, log: log.child({ tenant }) }),
      people,
      holders: 0,
      closing: null,
    };
    entries.set(key, entry);
    return entry;
  };

  const hold = (person: Person, tenant: string, isStream: boolean, isBrief = false): Lease => {
    if (person.ended.aborted) throw new ProblemError("session-ended");
    const identity = identityKey(person.identity);
    const key = JSON.stringify([identity, tenant]);
    const known = entries.get(key);
    // Nobody looks and the last read failed: whoever comes now asks the cluster anew instead of getting the old answer.
    if (known && known.holders === 0 && known.list.hasFailed) close(key, known);
    const entry = entries.get(key) ?? create(person, identity, tenant, key);
    entry.people.add(person);
    entry.holders++;
    if (entry.closing) clearTimeout(entry.closing);
    entry.closing = null;
    let isHeld = true;
    return {
      list: entry.list,
      isCurrent: () => entries.get(key) === entry && identityKey(person.identity) === identity,
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        if (--entry.holders > 0) return;
        // A page's own stream follows it within seconds; whoever left a stream has gone somewhere else.
        const isLeft = isStream && entry.list.isPending;
        const lastsMs = isBrief && !known ? 0 : isLeft ? unreadGraceMs : graceMs;
        entry.closing = setTimeout(() => close(key, entry), lastsMs).unref();
      },
    };
  };
  const open: LiveHub["open"] = (person, tenant, isBrief) => hold(person, tenant, true, isBrief);

  const using: LiveHub["using"] = async (person, tenant, work, patienceMs = firstReadMs) => {
    const { list, release } = hold(person, tenant, false);
    try {
      // A list that is there already costs no timer.
      if (list.isPending) {
        await Promise.race([list.ready, wait(patienceMs, AbortSignal.any([person.ended, stopping.signal]))]);
      }
      if (person.ended.aborted) throw new ProblemError("session-ended");
      return await work(list);
    } finally {
      release();
    }
  };

  return {
    open,
    using,
    read: (person, tenant) => using(person, tenant, (list) => list.read()),
    glance: (person, tenant) =>
      using(person, tenant, (list) => (list.isPending ? { state: "pending" } : list.read()), glanceMs),
    types,
    get size() {
      return entries.size;
    },
    dispose: () => {
      stopping.abort();
      for (const [key, entry] of [...entries]) close(key, entry);
    },
  };
};
