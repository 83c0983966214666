// The demo platform and the product as two processes, for `npm run demo`, `npm run dev` and the end-to-end tests.
import { get } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { end, root, start } from "./setup.mjs";

const readyLine = (child) =>
  new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`the demo platform ended at its start (exit ${code})`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      try {
        const said = JSON.parse(line);
        if (said.ready) resolve(said);
      } catch {
        process.stderr.write(`${line}\n`);
      }
    });
  });

const status = (url) =>
  new Promise((resolve) => {
    const request = get(url, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once("error", () => resolve(0));
    request.setTimeout(2_000, () => request.destroy());
  });

const untilReady = async (child, url) => {
  const lastMoment = Date.now() + 60_000;
  while (Date.now() < lastMoment) {
    if (child.exitCode !== null) throw new Error(`the product ended at its start (exit ${child.exitCode})`);
    if ((await status(url)) === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the product did not answer ${url} within a minute`);
};

/** Starts the demo platform; `platform` is what it said when it was ready. */
export const startDemo = async ({ origin, env = {} }) => {
  const child = start([join(root, "server/demo/main.ts")], { DEMO_PRODUCT_ORIGIN: origin, ...env }, "pipe");
  const platform = await readyLine(child);
  return { child, platform, end: () => end(child) };
};

/** Starts the product against a demo platform, by the ordinary configuration. */
export const startProduct = async ({ port, origin, platform, env = {} }) => {
  const child = start([join(root, "server/main.ts")], {
    NODE_ENV: "production",
    PORT: String(port),
    HOST: "127.0.0.1",
    PORTHOLE_ORIGIN: origin,
    PORTHOLE_CLUSTER_URL: platform.clusterUrl,
    PORTHOLE_CLUSTER_CA_FILE: platform.caFile,
    PORTHOLE_OIDC_ISSUER: platform.issuer,
    PORTHOLE_OIDC_CLIENT_ID: "kubernetes",
    ...env,
  });
  await untilReady(child, `${origin}/healthz`);
  return { child, end: () => end(child) };
};
