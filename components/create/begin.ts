import type { Reading } from "#lib/api/problem.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { likeOf } from "#lib/create/like.ts";
import type { LikeNote } from "#lib/create/like-notes.ts";
import type { LikeView } from "#lib/create/like-view.ts";
import { sshKeyIdentity } from "#lib/create/ssh-key.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { type Draft, draftOf } from "./draft.ts";

/** The machine that the page's address asks for another one of, by its name there. */
export type WantedLike = { name: string; reading: Reading<LikeView> };

/** What the form begins with instead of the shortest path, and what is said about it. */
export type Pattern = { like: string; input: CreateInput; notes: readonly LikeNote[] };

/** Null where nothing is asked for, or it could not be read. */
export const patternOf = (
  wanted: WantedLike | null,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): Pattern | null =>
  wanted?.reading.state === "ready" ? { like: wanted.name, ...likeOf(wanted.reading.data, catalogue, quota) } : null;

/** The form as it begins like a machine. A key of it that the library has under another comment is the library's. */
export const likeDraft = ({ like, input }: Pattern, blank: Draft, library: readonly string[]): Draft => {
  const known = new Map(library.map((key) => [sshKeyIdentity(key), key]));
  const sshKeys = input.sshKeys.map((key) => known.get(sshKeyIdentity(key)) ?? key);
  return { ...draftOf({ ...input, sshKeys }, blank, library), like, hasOwnName: true, hasProfile: true };
};
