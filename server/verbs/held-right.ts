import type { Right } from "#lib/access/rights.ts";
import type { AccessView } from "#lib/resources/vm/access.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { Person } from "../auth/person.ts";
import { type AccessReader, lacksRight } from "../kube/access.ts";

/** Rights that refuse something are at most this old. */
export const refusalAgeMs = 5_000;

/** Whether a person's rights in a tenant are enough; nobody is refused for what was true a minute ago. */
export const hasEnough = async (
  access: AccessReader,
  person: Person,
  tenant: string,
  areEnough: (rights: AccessView) => boolean,
): Promise<boolean> =>
  areEnough(await access(person, tenant)) || areEnough(await access(person, tenant, { maxAgeMs: refusalAgeMs }));

/** Throws `forbidden` for who lacks a right in the whole tenant. */
export const requireTenantRight = async (
  access: AccessReader,
  person: Person,
  tenant: string,
  right: Right,
): Promise<void> => {
  if (!(await hasEnough(access, person, tenant, ({ vms }) => vms[right]))) throw lacksRight(right, tenant);
};

/** Throws `forbidden` for who may not change or delete this machine. */
export const requireVmRight = async (
  access: AccessReader,
  person: Person,
  { tenant, name }: { tenant: string; name: string },
  right: Right,
): Promise<void> => {
  if (!(await hasEnough(access, person, tenant, (rights) => accessTo(rights, name)[right])))
    throw lacksRight(right, tenant);
};
