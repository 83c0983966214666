import * as z from "zod";
import { type Dialect, unpublishedDialect } from "#lib/resources/dialect/dialect.ts";
import { publishedDialect } from "#lib/resources/dialect/published.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "./api.ts";
import { createOwnAnswers } from "./own-answers.ts";

/** A platform is upgraded rarely, and everybody notices within minutes. */
const keepMs = 3 * 60_000;
const retryMs = 15_000;
/** For who has not been here for so long it is asked as if for the first time. */
const forgetMs = 24 * 3_600_000;
const mostIdentities = 10_000;
/** More than a platform publishes in the weeks that a process lives. */
const mostDocuments = 20;

const groupVersion = ["apis", "apps.cozystack.io", "v1alpha1"] as const;
const documentPath = ["openapi", "v3", ...groupVersion] as const;
const indexSchema = z.object({ paths: z.record(z.string(), z.object({ serverRelativeURL: z.string() })) });

const hashOf = (url: string): string | null => URL.parse(url, "https://cluster")?.searchParams.get("hash") || null;

/** What one identity was told, and when it is asked again. */
type Known = { dialect: Dialect; until: number };

export type DialectReader = {
  /** The dialect as the cluster says it to this person. Throws while it has told them none: none is ever guessed. */
  read: (person: Person) => Promise<Dialect>;
};

/**
 * The schema that the cluster publishes of its kinds, asked for in each identity's own name. Only a document that its own index names by
 * hash is shared. An outage (a 503, or a 403 that names `system:anonymous`) is no answer: what an identity was told stays true for it
 * (platform-api.md 10.2.3).
 */
export const createDialectReader = (kube: Pick<Kube, "get">, now: () => number = Date.now): DialectReader => {
  const told = createOwnAnswers<Known>({ keepMs: forgetMs, most: mostIdentities, now });
  /** By hash, the oldest first. */
  const documents = new Map<string, Dialect>();

  const publishedAt = async (person: Person, url: string): Promise<Dialect> => {
    const hash = hashOf(url);
    if (hash === null) return publishedDialect(await kube.get(person, documentPath));
    const shared = documents.get(hash);
    if (shared) return shared;
    // Asked for with its hash it is this document or none: a cluster that has another one by now sends elsewhere, which we do not follow.
    const dialect = publishedDialect(await kube.get(person, documentPath, { query: { hash } }));
    for (const oldest of documents.keys()) if (documents.size >= mostDocuments) documents.delete(oldest);
    documents.set(hash, dialect);
    return dialect;
  };

  /** A document that is missing is an answer only if the group is being served, and never where there was one before. */
  const unpublished = async (person: Person, before: Dialect): Promise<Dialect> => {
    if (before !== unpublishedDialect) throw new ProblemError("unavailable", { about: "openapi get" });
    await kube.get(person, groupVersion);
    return unpublishedDialect;
  };

  const ask = async (person: Person, before: Dialect = unpublishedDialect): Promise<Known> => {
    const { paths } = indexSchema.parse(await kube.get(person, ["openapi", "v3"]));
    const url = paths[groupVersion.join("/")]?.serverRelativeURL ?? "";
    const dialect = await (url === "" ? unpublished(person, before) : publishedAt(person, url));
    return { dialect, until: now() + keepMs };
  };

  const refresh = async (person: Person, known: Known): Promise<void> => {
    known.until = Number.POSITIVE_INFINITY;
    try {
      const fresh = await ask(person, known.dialect);
      await told(person, "dialect", async () => fresh, 0);
    } catch {
      known.until = now() + retryMs;
    }
  };

  return {
    read: async (person) => {
      const known = await told(person, "dialect", () => ask(person), Number.POSITIVE_INFINITY);
      if (known.until <= now()) void refresh(person, known);
      return known.dialect;
    },
  };
};
