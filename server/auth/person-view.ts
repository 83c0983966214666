import { createHash } from "node:crypto";
import type { PersonView } from "#lib/resources/tenant/view.ts";
import { type Identity, identityKey } from "./person.ts";
import type { Session } from "./session.ts";

/** Names a person to their own browser: equal for equal identities, and nothing can be read from it. */
export const scopeOf = (identity: Identity): string =>
  createHash("sha256").update(identityKey(identity)).digest("base64url").slice(0, 16);

/** What pages and scripts are told of who is signed in. */
export const personViewOf = ({
  identity,
  startedAt,
  expiresAt,
  endsAt,
}: Pick<Session, "identity" | "startedAt" | "expiresAt" | "endsAt">): PersonView => ({
  name: identity.name,
  groups: [...identity.groups],
  startedAt: new Date(startedAt).toISOString(),
  expiresAt: new Date(expiresAt).toISOString(),
  endsAt: new Date(endsAt).toISOString(),
  scope: scopeOf(identity),
});
