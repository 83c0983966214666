/** How many machines the tenants of the bench have. */
export const sizes = [10, 100, 1_000, 5_000] as const;

export const tenantWith = (machines: number): string => `tenant-n${machines}`;
export const machinesOf = (counts: readonly number[]): string => counts.map((count) => `n${count}=${count}`).join(",");
