import type { Problem, Reading } from "#lib/api/problem.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { likeOf } from "#lib/create/like.ts";
import type { LikeNote } from "#lib/create/like-notes.ts";
import type { LikeView } from "#lib/create/like-view.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";

/** What the form begins with instead of the shortest path, and what is said about it. */
export type Pattern = { like: string; input: CreateInput; notes: readonly LikeNote[] };

/** The machine that the page's address asks for another one of, by its name there; or why it could not be read. */
export type WantedLike = { name: string } & ({ pattern: Pattern } | { problem: Problem });

/** Made on the server: nobody else's page carries the code. */
export const wantedLike = (
  name: string,
  reading: Reading<LikeView>,
  catalogue: CatalogueView,
  quota: QuotaView | null,
): WantedLike =>
  reading.state === "failed"
    ? { name, problem: reading.problem }
    : { name, pattern: { like: name, ...likeOf(reading.data, catalogue, quota) } };
