import type { Person } from "../auth/person.ts";

/** A path below the API server, as parts: each is validated and encoded, none is ever concatenated from outside. */
export type KubePath = readonly [string, ...string[]];

export type WatchEvent = { type: "ADDED" | "MODIFIED" | "DELETED" | "BOOKMARK" | "ERROR"; object: unknown };

export type ReadOptions = {
  query?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** Default 30 s, all tries together. */
  timeoutMs?: number;
  /** How often it is tried again when the cluster fails; by default twice for `get`, never for `write`. */
  retries?: number;
  /** Default `application/json`; subresources.kubevirt.io wants the wildcard (platform-api.md 4.1). */
  accept?: string;
};

export type WatchOptions = ReadOptions & {
  /** The server has begun to answer: silence from here on means that there is nothing to say. */
  onOpen?: (() => void) | undefined;
};

export type WriteOptions = ReadOptions & {
  /** Default `application/json`, for PATCH `application/merge-patch+json`. */
  contentType?: string;
};

/**
 * This person's Kubernetes. Every method sends the person's own token and throws a ProblemError; the answer is parsed JSON, typed `unknown`,
 * for a zod schema to read. Empty bodies are null.
 */
export type Kube = {
  get: (person: Person, path: KubePath, options?: ReadOptions) => Promise<unknown>;
  /** Lines of a watch until the server ends it (clean end), the connection breaks (throws) or the signal aborts (ends). */
  watch: (person: Person, path: KubePath, options?: WatchOptions) => AsyncIterable<WatchEvent>;
  write: (
    person: Person,
    method: "POST" | "PUT" | "PATCH" | "DELETE",
    path: KubePath,
    body: unknown,
    options?: WriteOptions,
  ) => Promise<unknown>;
};
