import type { Right } from "#lib/access/rights.ts";
import type { Person } from "../auth/person.ts";
import { type AccessReader, lacksRight } from "../kube/access.ts";

/** Rights that refuse something are at most this old. */
const refusalAgeMs = 5_000;

/** Throws `forbidden` for who lacks a right in the whole tenant; nobody is refused for what was true a minute ago. */
export const requireTenantRight = async (
  access: AccessReader,
  person: Person,
  tenant: string,
  right: Right,
): Promise<void> => {
  if ((await access(person, tenant)).vms[right]) return;
  if ((await access(person, tenant, { maxAgeMs: refusalAgeMs })).vms[right]) return;
  throw lacksRight(right, tenant);
};
