import type { Platform } from "../../running.mjs";

const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by e2e/running/global-setup.ts`);
  return value;
};

export const productOrigin = (): string => need("E2E_ORIGIN");
/** A second origin the identity provider redirects to, for a spec that starts a product of its own. */
export const sparePort = (): number => Number(need("E2E_SPARE_PORT"));
export const platform = (): Platform => JSON.parse(need("E2E_PLATFORM")) as Platform;
