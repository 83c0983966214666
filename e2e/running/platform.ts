import type { Platform } from "../../running.mjs";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by e2e/running/global-setup.ts`);
  return value;
};

export const productOrigin = (): string => need("E2E_ORIGIN");
/** Ports of further origins the identity provider redirects to, for products of a test's own: each worker has some of its own. */
export const sparePorts = (): number[] => {
  const ofWorkers: number[][] = JSON.parse(need("E2E_SPARE_PORTS"));
  return ofWorkers[Number(need("TEST_PARALLEL_INDEX"))] ?? [];
};
export const platform = (): Platform => JSON.parse(need("E2E_PLATFORM")) as Platform;
