import * as z from "zod";
import { type FieldSchema, fieldSchemaOf } from "#lib/manifest/field-schema.ts";
import { type Dialect, unpublishedDialect } from "#lib/resources/dialect/dialect.ts";
import { publishedDialect, publishedSpec } from "#lib/resources/dialect/published.ts";
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

/** One document, as it is worked with; `vmInstance` is null where none was published. */
type Published = { dialect: Dialect; vmInstance: FieldSchema | null };

const nothingPublished: Published = { dialect: unpublishedDialect, vmInstance: null };

const publishedOf = (document: unknown): Published => {
  const spec = publishedSpec(document, "VMInstance");
  return { dialect: publishedDialect(document), vmInstance: spec === null ? null : fieldSchemaOf(spec) };
};

/** What one identity was told, and when it is asked again. */
type Known = { published: Published; until: number };

export type DialectReader = {
  /** The dialect as the cluster says it to this person. Throws while it has told them none: none is ever guessed. */
  read: (person: Person) => Promise<Dialect>;
};

/** What the cluster's schema says of a VMInstance's spec, field by field; null where it publishes none. Throws like `DialectReader`. */
export type SpecReader = (person: Person) => Promise<FieldSchema | null>;

/**
 * The schema that the cluster publishes of its kinds, asked for in each identity's own name. Only a document that its own index names by
 * hash is shared. An outage (a 503, or a 403 that names `system:anonymous`) is no answer: what an identity was told stays true for it
 * (platform-api.md 10.2.3).
 */
export const createDialectReader = (
  kube: Pick<Kube, "get">,
  now: () => number = Date.now,
): DialectReader & { spec: SpecReader } => {
  const told = createOwnAnswers<Known>({ keepMs: forgetMs, most: mostIdentities, now });
  /** By hash, the oldest first. */
  const documents = new Map<string, Published>();

  const publishedAt = async (person: Person, url: string): Promise<Published> => {
    const hash = hashOf(url);
    if (hash === null) return publishedOf(await kube.get(person, documentPath));
    const shared = documents.get(hash);
    if (shared) return shared;
    // Asked for with its hash it is this document or none: a cluster that has another one by now sends elsewhere, which we do not follow.
    const published = publishedOf(await kube.get(person, documentPath, { query: { hash } }));
    for (const oldest of documents.keys()) if (documents.size >= mostDocuments) documents.delete(oldest);
    documents.set(hash, published);
    return published;
  };

  /** A document that is missing is an answer only if the group is being served, and never where there was one before. */
  const unpublished = async (person: Person, before: Published): Promise<Published> => {
    if (before.dialect !== unpublishedDialect) throw new ProblemError("unavailable", { about: "openapi get" });
    await kube.get(person, groupVersion);
    return nothingPublished;
  };

  const ask = async (person: Person, before: Published = nothingPublished): Promise<Known> => {
    const { paths } = indexSchema.parse(await kube.get(person, ["openapi", "v3"]));
    const url = paths[groupVersion.join("/")]?.serverRelativeURL ?? "";
    const published = await (url === "" ? unpublished(person, before) : publishedAt(person, url));
    return { published, until: now() + keepMs };
  };

  const refresh = async (person: Person, known: Known): Promise<void> => {
    known.until = Number.POSITIVE_INFINITY;
    try {
      const fresh = await ask(person, known.published);
      await told(person, "dialect", async () => fresh, 0);
    } catch {
      known.until = now() + retryMs;
    }
  };

  const known = async (person: Person): Promise<Published> => {
    const said = await told(person, "dialect", () => ask(person), Number.POSITIVE_INFINITY);
    if (said.until <= now()) void refresh(person, said);
    return said.published;
  };

  return {
    read: async (person) => (await known(person)).dialect,
    spec: async (person) => (await known(person)).vmInstance,
  };
};
