import { acme } from "./acme-machines.ts";
import type { SeedMachine, TenantMachine } from "./machine.ts";
import { acmeDev, globex } from "./other-machines.ts";

const inTenant = (tenant: string, machines: TenantMachine[]): SeedMachine[] =>
  machines.map((machine) => ({ tenant, ...machine }));

/** About forty machines in every state that a person can meet. */
export const seedMachines: SeedMachine[] = [
  ...inTenant("tenant-acme", acme),
  ...inTenant("tenant-acme-dev", acmeDev),
  ...inTenant("tenant-globex", globex),
];
