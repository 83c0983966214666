import type { Brought } from "./use-brought.ts";

export type PastePage = "machine" | "disk";
/** A text, and which of its machines was chosen. */
type Carried = Pick<Brought, "text" | "machine">;

/** Text on its way from one form to the other, of this tab alone and in memory: it may hold what is nobody else's business. */
const onTheWay = new Map<string, Carried>();

const keyOf = (tenant: string, page: PastePage): string => `${page} ${tenant}`;

export const carryTo = (tenant: string, page: PastePage, carried: Carried): void =>
  void onTheWay.set(keyOf(tenant, page), carried);

/** What was brought along for this page; `forgetCarried` when it has been taken. */
export const carriedTo = (tenant: string, page: PastePage): Carried | null => onTheWay.get(keyOf(tenant, page)) ?? null;

export const forgetCarried = (tenant: string, page: PastePage): void => void onTheWay.delete(keyOf(tenant, page));
