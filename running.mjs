// The demo platform and the product as two processes, for `npm run demo`, `npm run dev` and the end-to-end tests.
import { execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, renameSync } from "node:fs";
import { get } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { end, freePort, root, start, storeServer } from "./setup.mjs";

/** What the demo says on standard output, line by line, by the word each line is about. */
const listen = (child) => {
  const waiting = new Map();
  createInterface({ input: child.stdout }).on("line", (line) => {
    try {
      const said = JSON.parse(line);
      for (const [word, resolve] of waiting) if (said[word]) resolve(said);
    } catch {
      process.stderr.write(`${line}\n`);
    }
  });
  return (word) =>
    new Promise((resolve, reject) => {
      child.once("exit", (code) => reject(new Error(`the demo platform ended at its start (exit ${code})`)));
      waiting.set(word, resolve);
    });
};

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

/** Node as the demo is run: it clears up rather than take a gigabyte, also with 5,000 machines (server/demo/measure.ts). */
const demoMain = (heapMiB = 704) => [`--max-old-space-size=${heapMiB}`, join(root, "server/demo/main.ts")];

/** Starts the demo platform; `platform` is what it said when it was ready. */
export const startDemo = async ({ origin, env = {}, heapMiB }) => {
  const child = start(demoMain(heapMiB), { DEMO_PRODUCT_ORIGIN: origin, ...env }, "pipe");
  const platform = await listen(child)("ready");
  return { child, platform, end: () => end(child) };
};

/** The flags by which a real kube-apiserver takes the demo's people. */
const issuerFlags = ({ issuer, issuerCaFile }) => [
  `--oidc-issuer-url=${issuer}`,
  `--oidc-ca-file=${issuerCaFile}`,
  "--oidc-client-id=kubernetes",
  "--oidc-username-claim=preferred_username",
  "--oidc-username-prefix=-",
  "--oidc-groups-claim=groups",
];

/**
 * Starts the demo platform behind a real control plane: `refcluster` is a folder with `up` and `down`, `folder` takes everything of this one.
 * First the identity provider, then the cluster that trusts it, then the platform.
 */
export const startDemoOnCluster = async ({ origin, refcluster, folder, env = {} }) => {
  const [cluster, kubeconfig] = [join(folder, "cluster"), join(folder, "kubeconfig")];
  const child = start(
    demoMain(),
    { DEMO_PRODUCT_ORIGIN: origin, DEMO_DIR: folder, DEMO_KUBECONFIG: kubeconfig, ...env },
    "pipe",
  );
  const said = listen(child);
  const endAll = async () => {
    await end(child);
    if (existsSync(join(cluster, "pid"))) await promisify(execFile)(join(refcluster, "down"), [cluster]);
  };
  try {
    const identity = await said("identity");
    const up = await promisify(execFile)(join(refcluster, "up"), [cluster, "--", ...issuerFlags(identity)]);
    copyFileSync(up.stdout.trim(), `${kubeconfig}.part`);
    // The demo goes on as soon as the file is there, so it appears whole.
    renameSync(`${kubeconfig}.part`, kubeconfig);
    return { child, platform: await said("ready"), end: endAll };
  } catch (error) {
    await endAll();
    throw error;
  }
};

/**
 * For the end-to-end tests, which look in it for secrets when all is over: everything a product says, whatever level its test wants, goes
 * to a file of its own, and so does where it connects to.
 */
const keptLog = (port, { NODE_OPTIONS = "" }) => {
  const folder = process.env.E2E_LOGS;
  if (!folder) return null;
  const path = join(folder, `${port}-${randomUUID()}.log`);
  const recorder = pathToFileURL(join(root, "e2e/running/outbound-recorder.mjs")).href;
  const env = {
    PORTHOLE_LOG_LEVEL: "trace",
    E2E_OUTBOUND: `${path}.outbound`,
    NODE_OPTIONS: `--import ${recorder} ${NODE_OPTIONS}`,
  };
  return { path, file: openSync(path, "a"), env };
};

/** The product, which ends with whoever starts it here. */
const productMain = ["--import", pathToFileURL(join(root, "ends-with-parent.mjs")).href, join(root, "server/main.ts")];

/** Starts the product against a demo platform, by the ordinary configuration. */
export const startProduct = async ({ port, origin, platform, env = {}, flags = [] }) => {
  const kept = keptLog(port, env);
  const variables = {
    NODE_ENV: "production",
    PORT: String(port),
    HOST: "127.0.0.1",
    PORTHOLE_ORIGIN: origin,
    PORTHOLE_CLUSTER_URL: platform.clusterUrl,
    PORTHOLE_CLUSTER_CA_FILE: platform.caFile,
    PORTHOLE_OIDC_ISSUER: platform.issuer,
    PORTHOLE_OIDC_CLIENT_ID: "kubernetes",
    // What the provider says: endings of support, promises, links, and images where tenants cannot list them.
    PORTHOLE_CATALOGUE_FILE: process.env.PORTHOLE_CATALOGUE_FILE ?? join(root, "server/demo/catalogue.yaml"),
    // Nobody waits for pages to move to another replica where there is none.
    PORTHOLE_STOP_GRACE_SECONDS: "1",
    ...(platform.issuerCaFile ? { NODE_EXTRA_CA_CERTS: platform.issuerCaFile } : {}),
    ...env,
    ...kept?.env,
  };
  const child = start([...flags, ...productMain], variables, kept?.file, kept?.file);
  if (kept) closeSync(kept.file);
  // Not by its origin: there may be something in front of it.
  await untilReady(child, `http://127.0.0.1:${port}/healthz`).catch((error) => {
    if (kept) process.stderr.write(readFileSync(kept.path));
    throw error;
  });
  return { child, end: () => end(child) };
};

const isOpen = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => resolve(true));
    socket.once("error", () => resolve(false)).once("connect", () => socket.destroy());
  });

/** Starts the machine's Redis or Valkey without files, on a port of its own. */
export const startStore = async ({ port, password } = {}) => {
  const name = storeServer();
  if (!name) throw new Error("no redis-server or valkey-server on the PATH");
  const own = port ?? (await freePort());
  const options = ["--port", String(own), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
  if (password) options.push("--requirepass", password);
  const child = spawn(name, options, { stdio: "ignore" });
  // The store ends with this process, however that ends.
  const onExit = () => child.kill("SIGKILL");
  process.once("exit", onExit);
  child.once("exit", () => process.off("exit", onExit));
  while (!(await isOpen(own))) {
    if (child.exitCode !== null) throw new Error(`${name} ended at its start (exit ${child.exitCode})`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { child, port: own, url: `redis://127.0.0.1:${own}`, end: () => end(child) };
};
