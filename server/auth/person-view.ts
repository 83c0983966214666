import { createHash } from "node:crypto";
import type { PersonView } from "#lib/resources/tenant/view.ts";
import { identityKey } from "./person.ts";
import type { Session } from "./session.ts";

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
  scope: createHash("sha256").update(identityKey(identity)).digest("base64url").slice(0, 16),
});
