import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "../../setup.mjs";

/** The environment of a product whose clock is so far ahead of everybody else's, or behind. */
export const clockOff = (seconds: number): Record<string, string> => ({
  NODE_OPTIONS: `--import ${pathToFileURL(join(root, "e2e/running/shifted-clock.mjs")).href}`,
  E2E_CLOCK_OFFSET_SECONDS: String(seconds),
});
