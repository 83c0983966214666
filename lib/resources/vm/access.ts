import { allRights, type Right, rights, type StockRole, stockRoles } from "../../access/rights.ts";

/** What this person may do with machines and what belongs to them, in one tenant, as the cluster said. */
export type VmAccess = Readonly<Record<Right, boolean>>;

/** The highest stock role held in full; `custom`: something, but not even the lowest of them. */
export type Level = StockRole | "custom" | "none";

export type AccessView = {
  tenant: string;
  level: Level;
  vms: VmAccess;
  /** Machines on which this person has more than in the whole tenant, by name: a role may be bound to single names. */
  named: Readonly<Record<string, VmAccess>>;
  /** Equal for equal rights. */
  version: string;
};

export const accessWith = (held: (right: Right) => boolean): VmAccess =>
  // Its keys are those of `rights`, which the compiler counts.
  Object.fromEntries(allRights.map((right) => [right, held(right)])) as Record<Right, boolean>;

/** When the cluster could not be asked: nothing is disabled for a reason nobody knows, the cluster decides at each click. Operator extras stay absent. */
export const unaskedAccess: VmAccess = accessWith((right) => rights[right].role !== null);

export const levelOf = (vms: VmAccess): Level => {
  const lacks = (role: StockRole) =>
    allRights.some((right) => rights[right].role === role && !rights[right].isRecent && !vms[right]);
  const missing = stockRoles.findIndex(lacks);
  const held = missing < 0 ? stockRoles.length : missing;
  return stockRoles[held - 1] ?? (allRights.some((right) => vms[right]) ? "custom" : "none");
};
