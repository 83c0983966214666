import * as z from "zod";
import { parseList } from "#lib/resources/kube-object.ts";
import type { Person } from "../auth/person.ts";
import type { Kube, ReadOptions, WatchEvent, WatchOptions } from "../kube/api.ts";
import { createLog } from "../log.ts";
import type { Change } from "./source.ts";
import { watchSource } from "./watch-source.ts";

const schema = z.object({ metadata: z.object({ name: z.string(), resourceVersion: z.string().default("1") }) });
type Named = z.output<typeof schema>;

const person: Person = {
  sessionId: "s",
  identity: { issuer: "i", subject: "ada", name: "ada", groups: [] },
  token: async () => "t",
  ended: new AbortController().signal,
};

export const named = (name: string, resourceVersion = "1") => ({ metadata: { name, resourceVersion } });
export const listOf = (...names: string[]) => ({
  metadata: { resourceVersion: "5" },
  items: names.map((name) => named(name)),
});
export const tableOf = (versions: Readonly<Record<string, string>>) => ({
  kind: "Table",
  rows: Object.entries(versions).map(([name, version]) => ({ object: named(name, version) })),
});
export const added = (...names: string[]): WatchEvent[] =>
  names.map((name) => ({ type: "ADDED", object: named(name) }));
/** After it a watch has told everything there is. */
export const end: WatchEvent = {
  type: "BOOKMARK",
  object: { metadata: { resourceVersion: "5", annotations: { "k8s.io/initial-events-end": "true" } } },
};

export const until = (signal: AbortSignal | undefined) =>
  new Promise<void>((resolve) => {
    if (signal?.aborted) return resolve();
    signal?.addEventListener("abort", () => resolve(), { once: true });
  });
/** Ends with its watch, too. */
export const after = (ms: number, signal?: AbortSignal) =>
  Promise.race([new Promise<void>((resolve) => setTimeout(resolve, ms)), until(signal)]);

/** A watch that says what it is given, waiting where there is a time, and then stays open; `null` ends it. */
export const saying = (...parts: (WatchEvent | number | null)[]) =>
  async function* ({ signal, onOpen }: WatchOptions): AsyncGenerator<WatchEvent> {
    onOpen?.();
    for (const part of parts) {
      if (part === null || signal?.aborted) return;
      if (typeof part === "number") await after(part, signal);
      else yield part;
    }
    await until(signal);
  };

type Played = {
  list?: (options: ReadOptions) => Promise<unknown>;
  table?: (options: ReadOptions) => Promise<unknown>;
  one?: (name: string) => Promise<unknown>;
  /** `from` is the version it goes on from, null where it begins with everything; `count` is how many there were before. */
  watch: (options: WatchOptions, from: string | null, count: number) => AsyncIterable<WatchEvent>;
  isAggregated?: boolean;
};

/** A source over a cluster that the test plays; every list, table and watch is noted. */
export const openSource = ({ list, table, one, watch, isAggregated = false }: Played) => {
  const asked: string[] = [];
  const lines: string[] = [];
  const waits: (number | undefined)[] = [];
  const changes: string[] = [];
  let watches = 0;
  const refuse = async () => {
    throw new Error("the test plays no answer to this");
  };
  const path = ["api", "v1", "namespaces", "tenant-acme", "pods"] as const;
  const kube: Kube = {
    get: (_person, [...parts], options = {}) => {
      const name = parts.length > path.length ? (parts.at(-1) ?? "") : null;
      const isTable = options.accept?.includes("as=Table");
      asked.push(name ? `get ${name}` : isTable ? "table" : `list ${options.query?.continue ?? ""}`.trim());
      if (name) return (one ?? refuse)(name);
      return (isTable ? (table ?? refuse) : (list ?? refuse))(options);
    },
    watch: (_person, _path, options = {}) => {
      const from = options.query?.resourceVersion ?? null;
      asked.push(from === null ? "replay" : `watch ${from}`);
      return watch(options, from, watches++);
    },
    write: async () => null,
  };
  const source = watchSource<Named>({
    kube,
    log: createLog("info", { write: (line: string) => void lines.push(line) }),
    retry: async ({ retryAfterSeconds }, _failures, signal) => {
      waits.push(retryAfterSeconds);
      await after(0, signal);
    },
    person: () => person,
    path,
    listing: { mayStream: true },
    parse: (object) => schema.safeParse(object).data ?? null,
    parseAll: (answer) => parseList(schema, answer),
    onChange: (told: Change<Named>[]) => {
      for (const { key, after: now } of told) changes.push(`${now ? "+" : "-"}${key}`);
    },
    onState: () => {},
    isAggregated,
  });
  return { source, asked, lines, waits, changes, names: () => [...source.items.keys()].sort() };
};
