import { createHash } from "node:crypto";
import type { PersonView } from "#lib/resources/tenant/view.ts";
import { identityKey } from "./person.ts";
import type { Session } from "./session.ts";

/** What pages and scripts are told of who is signed in. */
export const personViewOf = ({ identity, expiresAt }: Pick<Session, "identity" | "expiresAt">): PersonView => ({
  name: identity.name,
  groups: [...identity.groups],
  expiresAt: new Date(expiresAt).toISOString(),
  scope: createHash("sha256").update(identityKey(identity)).digest("base64url").slice(0, 16),
});
