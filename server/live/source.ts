import { isDeepStrictEqual } from "node:util";
import type { Problem } from "#lib/api/problem.ts";
import type { ListAnswer } from "#lib/resources/kube-object.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Kube, KubePath } from "../kube/api.ts";
import { type Logger, reasonOf } from "../log.ts";
import type { Retry } from "./retry.ts";

/** `down` keeps what was read before: a failed read never empties a list. */
export type SourceState =
  | { status: "pending" }
  | { status: "ready" }
  | { status: "forbidden"; problem: Problem }
  /** This platform has no such kind. */
  | { status: "absent"; problem: Problem }
  | { status: "down"; problem: Problem };

export type Change<T> = { key: string; before: T | undefined; after: T | undefined };

export type Source<T> = {
  readonly items: ReadonlyMap<string, T>;
  readonly state: SourceState;
  /** Whether a whole list was ever read, so that `items` means something. */
  readonly hasRead: boolean;
  /** Something about this object changed elsewhere: where it can only be asked, it is read soon. */
  poke: (key: string) => void;
  dispose: () => void;
};

/** Whether this cluster begins a watch with everything there is, as far as is known; old ones refuse. */
export type Listing = { mayStream: boolean };

/** What every source is given. `person` is somebody of the one identity whose session still lives; it throws when nobody is left. */
export type SourceContext<T> = {
  kube: Kube;
  log: Logger;
  retry: Retry;
  person: () => Person;
  path: KubePath;
  listing: Listing;
  query?: Readonly<Record<string, string>>;
  parse: (object: unknown) => T | null;
  /** Reads a list answer; null when it is none. */
  parseAll: (answer: unknown) => ListAnswer<T> | null;
  onChange: (changes: Change<T>[]) => void;
  onState: () => void;
};

type Named = { metadata: { name: string } };

/** The objects of a source by name, and its state; every change is told once. */
export const createItems = <T extends Named>({
  path,
  log,
  onChange,
  onState,
}: Pick<SourceContext<T>, "path" | "log" | "onChange" | "onState">) => {
  const items = new Map<string, T>();
  let state: SourceState = { status: "pending" };
  let hasRead = false;

  const put = (changes: Change<T>[], key: string, after: T | undefined) => {
    const before = items.get(key);
    if (after === undefined) items.delete(key);
    else items.set(key, after);
    if (!isDeepStrictEqual(before, after)) changes.push({ key, before, after });
  };
  const tell = (changes: Change<T>[]) => {
    if (changes.length > 0) onChange(changes);
  };
  const become = (next: SourceState) => {
    const before = state.status;
    state = next;
    if (before === "down" && next.status === "ready") log.info({ list: path.at(-1) }, "a list is read again");
    if (before !== next.status) onState();
  };

  return {
    items,
    get state() {
      return state;
    },
    get hasRead() {
      return hasRead;
    },
    become,
    /** It could not be read: said once in the log with upstream's own reason, which the person does not get. */
    fail: (status: "forbidden" | "absent" | "down", error: unknown) => {
      const problem = problemOf(error);
      if (status === "down" && state.status !== status) {
        const { code, about } = problem;
        log.warn({ code, about, reason: reasonOf(error) }, "a list cannot be read");
      }
      become({ status, problem });
    },
    upsert: (object: T) => {
      const changes: Change<T>[] = [];
      put(changes, object.metadata.name, object);
      tell(changes);
    },
    remove: (...keys: string[]) => {
      const changes: Change<T>[] = [];
      for (const key of keys) put(changes, key, undefined);
      tell(changes);
    },
    /** Everything there is has been taken: what was not among it is gone, unless something newer is known of it. */
    settle: (seen: ReadonlySet<string>, isNewer: (key: string) => boolean = () => false) => {
      hasRead = true;
      const changes: Change<T>[] = [];
      for (const key of [...items.keys()]) if (!seen.has(key) && !isNewer(key)) put(changes, key, undefined);
      tell(changes);
    },
    /** The right to read it is gone, or its kind: what was read may not be shown any more. */
    forget: () => {
      hasRead = false;
      const changes: Change<T>[] = [];
      for (const key of [...items.keys()]) put(changes, key, undefined);
      tell(changes);
    },
  };
};

export type Items<T extends Named> = ReturnType<typeof createItems<T>>;
