import type { Platform } from "../../running.mjs";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by e2e/running/global-setup.ts`);
  return value;
};

export const productOrigin = (): string => need("E2E_ORIGIN");

const taken = new Set<number>();

/** A port whose origin the identity provider redirects to, for a product of a test's own: each worker has some of its own. */
export const takeSparePort = (): number => {
  const ofWorkers: number[][] = JSON.parse(need("E2E_SPARE_PORTS"));
  const port = ofWorkers[Number(need("TEST_PARALLEL_INDEX"))]?.find((each) => !taken.has(each));
  if (port === undefined) throw new Error("no spare origin is left in this worker");
  taken.add(port);
  return port;
};
export const returnSparePort = (port: number): void => void taken.delete(port);

export const platform = (): Platform => JSON.parse(need("E2E_PLATFORM")) as Platform;
