import * as z from "zod";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import type { SourceContext } from "./source.ts";

/** Often enough that nobody reads old rows as new for more than a minute; a little apart, so that many lists do not ask together. */
const everyMs = (): number => 45_000 + Math.random() * 5_000;
const limitMs = 8_000;
/** How long a read of the aggregated server may lag behind its own watch, or lead it (platform-api.md 10.2.2). */
export const staleReadMs = 2_000;

const asTable = "application/json;as=Table;v=v1;g=meta.k8s.io";
const tableSchema = z.object({
  kind: z.literal("Table"),
  rows: z
    .array(z.object({ object: z.object({ metadata: z.object({ name: z.string(), resourceVersion: z.string() }) }) }))
    .nullable(),
});

type Versions = ReadonlyMap<string, string>;

type SafetyOptions = Pick<SourceContext<unknown>, "kube" | "person" | "path"> & {
  names: () => Iterable<string>;
  has: (name: string) => boolean;
  /** When the watch last spoke of an object; undefined when it has not for long. */
  heardAt: ReadonlyMap<string, number>;
  onGone: (names: readonly string[]) => void;
  onRead: (startedAt: number) => void;
};

/** What the platform's watch may have lost, found by names and versions alone: a Table is a fifth of the list. */
export const createSafetyRead = ({ kube, person, path, names, has, heardAt, onGone, onRead }: SafetyOptions) => {
  const read = async (signal: AbortSignal): Promise<Versions> => {
    const options = { query: { includeObject: "Metadata" }, accept: asTable, signal, timeoutMs: limitMs };
    const table = tableSchema.safeParse(await kube.get(person(), path, options));
    if (!table.success) throw new ProblemError("unavailable", { about: `${path.at(-1)} list` });
    return new Map(
      (table.data.rows ?? []).map(({ object: { metadata } }) => [metadata.name, metadata.resourceVersion]),
    );
  };

  /** Null when the cluster wants to be asked later. */
  const readUnlessBusy = (signal: AbortSignal): Promise<Versions | null> =>
    read(signal).catch((error: unknown) => {
      if (problemOf(error).code === "too-many-requests") return null;
      throw error;
    });

  /** Objects that are new or another version than a Table ago, although the watch said nothing of them. */
  const unheard = (now: Versions, before: Versions | null, since: number): string[] =>
    [...now].flatMap(([name, version]) => {
      if ((heardAt.get(name) ?? Number.NEGATIVE_INFINITY) >= since) return [];
      const known = before?.get(name);
      // Equal or not is all that versions say here; which is newer, nobody knows.
      return !has(name) || (known !== undefined && known !== version) ? [name] : [];
    });

  return {
    /** Whether a replay that ended in silence named everything. Who cannot be asked does not object. */
    confirms: async (seen: ReadonlySet<string>, signal: AbortSignal): Promise<boolean> => {
      try {
        return [...(await read(signal)).keys()].every((name) => seen.has(name));
      } catch (error) {
        return problemOf(error).code === "unsupported";
      }
    },
    /** Reads again and again beside one watch, until that has to be opened anew: something was lost. Throws when it cannot read. */
    untilLost: async (signal: AbortSignal): Promise<void> => {
      let before: Versions | null = null;
      let beforeAt = performance.now() - staleReadMs;
      for (;;) {
        await wait(everyMs(), signal);
        if (signal.aborted) return;
        const startedAt = performance.now();
        const now = await readUnlessBusy(signal);
        if (signal.aborted) return;
        if (now === null) continue;
        const isFresh = (name: string) => (heardAt.get(name) ?? Number.NEGATIVE_INFINITY) > startedAt - staleReadMs;
        const gone = [...names()].filter((name) => !now.has(name) && !isFresh(name));
        if (gone.length > 0) onGone(gone);
        const suspects = unheard(now, before, beforeAt);
        if (suspects.length > 0) {
          await wait(staleReadMs, signal);
          if (suspects.some((name) => (heardAt.get(name) ?? Number.NEGATIVE_INFINITY) < startedAt - staleReadMs))
            return;
        }
        before = now;
        beforeAt = startedAt - staleReadMs;
        onRead(beforeAt);
      }
    },
  };
};
