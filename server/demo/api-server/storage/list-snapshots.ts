import { randomUUID } from "node:crypto";
import { badRequest, expired } from "../objects/status-error.ts";
import type { StoredObject } from "./stored-object.ts";

type Snapshot = { revision: number; rest: readonly StoredObject[] };

export type Page = { items: readonly StoredObject[]; revision: number; continue?: string; remaining?: number };

/** What follows a first page, kept so that a paged list is consistent; the oldest is forgotten first, hence 410. */
export class ListSnapshots {
  readonly #capacity: number;
  readonly #snapshots = new Map<string, Snapshot>();

  constructor(capacity = 64) {
    this.#capacity = capacity;
  }

  first(all: readonly StoredObject[], revision: number, limit: number): Page {
    return this.#cut({ revision, rest: all }, limit);
  }

  next(token: string, limit: number): Page {
    const id = idOf(token);
    const snapshot = this.#snapshots.get(id);
    if (snapshot === undefined) {
      throw expired(
        "The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.",
      );
    }
    return this.#cut(snapshot, limit);
  }

  #cut({ revision, rest }: Snapshot, limit: number): Page {
    if (limit <= 0 || rest.length <= limit) return { items: rest, revision };
    const id = randomUUID();
    this.#snapshots.set(id, { revision, rest: rest.slice(limit) });
    const oldest = this.#snapshots.size > this.#capacity ? this.#snapshots.keys().next().value : undefined;
    if (oldest !== undefined) this.#snapshots.delete(oldest);
    const token = Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: revision, start: id })).toString("base64url");
    return { items: rest.slice(0, limit), revision, continue: token, remaining: rest.length - limit };
  }
}

function idOf(token: string): string {
  try {
    const { start } = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (typeof start === "string") return start;
  } catch {
    // Not one of ours: the refusal below says so.
  }
  throw badRequest("invalid continue token: continue key is not valid: illegal base64 data");
}
