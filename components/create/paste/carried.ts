export type PastePage = "machine" | "disk";

/** Text on its way from one form to the other, of this tab alone and in memory: it may hold what is nobody else's business. */
const onTheWay = new Map<string, string>();

const keyOf = (tenant: string, page: PastePage): string => `${page} ${tenant}`;

export const carryTo = (tenant: string, page: PastePage, text: string): void =>
  void onTheWay.set(keyOf(tenant, page), text);

/** What was brought along for this page; `forgetCarried` when it has been taken. */
export const carriedTo = (tenant: string, page: PastePage): string | null => onTheWay.get(keyOf(tenant, page)) ?? null;

export const forgetCarried = (tenant: string, page: PastePage): void => void onTheWay.delete(keyOf(tenant, page));
