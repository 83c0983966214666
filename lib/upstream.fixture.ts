import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The folder of upstream's own files, where it lies beside the checkout; "" elsewhere. Nothing of them is copied. */
// biome-ignore lint/style/noProcessEnv: which data a test run is given is no configuration of the product.
export const upstream = process.env.PORTHOLE_UPSTREAM ?? "";

/** One of them that holds JSON; null where there are none. */
export const upstreamJson = (path: string) =>
  upstream === "" ? null : JSON.parse(readFileSync(join(upstream, path), "utf8"));
