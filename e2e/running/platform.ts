import type { Platform } from "../../running.mjs";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by e2e/running/global-setup.ts`);
  return value;
};

export const productOrigin = (): string => need("E2E_ORIGIN");
/** A further origin the identity provider redirects to, for a spec that starts a product of its own: each worker has its own. */
export const sparePort = (): number => {
  const ports: number[] = JSON.parse(need("E2E_SPARE_PORTS"));
  const port = ports[Number(need("TEST_PARALLEL_INDEX"))];
  if (port === undefined) throw new Error("there are more workers than spare origins");
  return port;
};
export const platform = (): Platform => JSON.parse(need("E2E_PLATFORM")) as Platform;
