import * as z from "zod";
import { type Dialect, unpublishedDialect } from "#lib/resources/dialect/dialect.ts";
import { publishedDialect } from "#lib/resources/dialect/published.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "./api.ts";

/** A platform is upgraded rarely, and everybody notices within minutes. */
const keepMs = 3 * 60_000;
const retryMs = 15_000;

const groupVersion = ["apis", "apps.cozystack.io", "v1alpha1"] as const;
const documentPath = ["openapi", "v3", ...groupVersion] as const;
const indexSchema = z.object({ paths: z.record(z.string(), z.object({ serverRelativeURL: z.string() })) });

export type DialectReader = {
  /** The cluster's dialect. Throws while nobody has been able to read it: none is ever guessed. */
  read: (person: Person) => Promise<Dialect>;
  /** What was last read; null before. */
  readonly known: Dialect | null;
};

/**
 * The schema that the cluster publishes of its kinds, the same for everyone who is signed in and so kept for all of them. An outage (a 503,
 * or a 403 that names `system:anonymous`) is no answer: what was known stays true (platform-api.md 10.2.3).
 */
export const createDialectReader = (kube: Pick<Kube, "get">, now: () => number = Date.now): DialectReader => {
  let known: { dialect: Dialect; url: string; until: number } | null = null;
  let pending: Promise<Dialect> | null = null;

  /** The index names each document with its hash: an unchanged name is an unchanged schema. */
  const ask = async (person: Person): Promise<Dialect> => {
    const { paths } = indexSchema.parse(await kube.get(person, ["openapi", "v3"]));
    const url = paths[groupVersion.join("/")]?.serverRelativeURL ?? "";
    if (known && known.url === url && url.includes("hash=")) {
      known.until = now() + keepMs;
      return known.dialect;
    }
    const dialect = url === "" ? await unpublished(person) : publishedDialect(await kube.get(person, documentPath));
    known = { dialect, url, until: now() + keepMs };
    return dialect;
  };

  /** A document that is missing is an answer only if the group is being served, and never where there was one before. */
  const unpublished = async (person: Person): Promise<Dialect> => {
    if (known && known.dialect !== unpublishedDialect) throw new ProblemError("unavailable", { about: "openapi get" });
    await kube.get(person, groupVersion);
    return unpublishedDialect;
  };

  const refresh = (person: Person): Promise<Dialect> => {
    pending ??= ask(person).finally(() => {
      pending = null;
    });
    return pending;
  };

  return {
    get known() {
      return known?.dialect ?? null;
    },
    read: async (person) => {
      // What somebody else's session failed at (it may just have ended) is asked again in this person's own name.
      if (!known) return pending ? pending.catch(() => refresh(person)) : refresh(person);
      if (known.until <= now()) {
        known.until = now() + retryMs;
        refresh(person).catch(() => {});
      }
      return known.dialect;
    },
  };
};
