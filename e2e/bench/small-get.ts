import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "undici";
import { freePort } from "../../setup.mjs";
import { vmInstances } from "../running/cluster.ts";
import { cookieOf } from "./accounts.ts";
import { cpuMsOf } from "./costs.ts";
import { median, type Row } from "./report.ts";
import { tenantWith } from "./sizes.ts";
import type { Product, SignedIn, Stage } from "./stage.ts";

export type SmallGet = {
  /** CPU of the processes in between, in milliseconds a request. */
  cpuMs: number;
  /** Median time of an answer, in milliseconds, less that of the cluster itself. */
  addedMs: number;
};

const warmUps = 300;
const requests = 2_000;

/** One request after another over one kept connection, as a browser's tab sends them. */
const timesOf = async (get: () => Promise<void>, count: number): Promise<number[]> => {
  const times: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const startedAt = performance.now();
    await get();
    times.push(performance.now() - startedAt);
  }
  return times;
};

type Measured = { cpuMs: number; p50: number };

const through = async (
  origin: string,
  path: string,
  headers: Record<string, string>,
  pids: number[],
): Promise<Measured> => {
  const pool = new Pool(origin, { connections: 1 });
  const get = async () => {
    const { statusCode, body } = await pool.request({ method: "GET", path, headers });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`GET ${path}: ${statusCode} ${text.slice(0, 200)}`);
  };
  const cpu = () => pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);
  await timesOf(get, warmUps);
  const before = cpu();
  const p50 = median(await timesOf(get, requests));
  const cpuMs = (cpu() - before) / requests;
  await pool.close();
  return { cpuMs, p50 };
};

const untilReady = async (origin: string): Promise<void> => {
  const until = Date.now() + 10_000;
  while (
    !(await fetch(origin)
      .then(() => true)
      .catch(() => false))
  ) {
    if (Date.now() > until) throw new Error(`${origin} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

/** A program that is not on this machine gives null: it is measured where it can be. */
const startPeer = async (command: string, args: string[], origin: string) => {
  const child = spawn(command, args, { stdio: "ignore" });
  const failed = once(child, "error").then(() => false);
  const started = once(child, "spawn").then(() => true);
  if (!(await Promise.race([failed, started])) || child.pid === undefined) return null;
  await untilReady(origin);
  return { pid: child.pid, end: () => void child.kill() };
};

/** nginx in front of `kubectl proxy`, the usual way to put a console before a cluster; `kubectl proxy` alone without nginx. */
const throughPeers = async (path: string, kubeconfig: string): Promise<(Measured & { name: string })[]> => {
  const [kubectlPort, nginxPort] = [await freePort(), await freePort()];
  const kubectlOrigin = `http://127.0.0.1:${kubectlPort}`;
  const kubectl = await startPeer(
    process.env.KUBECTL ?? "kubectl",
    ["proxy", `--port=${kubectlPort}`, `--kubeconfig=${kubeconfig}`],
    kubectlOrigin,
  );
  if (!kubectl) return [];
  const folder = mkdtempSync(join(tmpdir(), "porthole-nginx-"));
  const nginxOrigin = `http://127.0.0.1:${nginxPort}`;
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/pid; error_log /dev/null;
events {}
http { access_log off; client_body_temp_path ${folder}; proxy_temp_path ${folder}; fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
  upstream up { server 127.0.0.1:${kubectlPort}; keepalive 8; }
  server { listen 127.0.0.1:${nginxPort}; location / { proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host 127.0.0.1; } } }`,
  );
  const nginx = await startPeer("nginx", ["-c", join(folder, "nginx.conf")], nginxOrigin);
  try {
    const alone = { name: "kubectl proxy", ...(await through(kubectlOrigin, path, {}, [kubectl.pid])) };
    if (!nginx) return [alone];
    const both = await through(nginxOrigin, path, {}, [kubectl.pid, nginx.pid]);
    return [alone, { name: "nginx + kubectl proxy", ...both }];
  } finally {
    kubectl.end();
    nginx?.end();
  }
};

type Compared = { porthole: SmallGet; peers: (SmallGet & { name: string })[] };

/** One machine's view through Porthole, session check and rights included, beside the same object through what others put there. */
const smallGet = async (stage: Stage, product: Product, state: SignedIn): Promise<Compared> => {
  const [tenant, name] = [tenantWith(10), "web-0000"];
  const object = vmInstances(tenant, name);
  await timesOf(() => stage.cluster.get(object).then(() => {}), warmUps);
  const direct = median(await timesOf(() => stage.cluster.get(object).then(() => {}), requests));
  const cookie = cookieOf(state);
  const porthole = await through(product.direct, `/api/v1/tenants/${tenant}/vms/${name}`, { cookie }, [product.pid]);
  const peers = await throughPeers(object, stage.platform.kubeconfig);
  const added = ({ cpuMs, p50 }: Measured): SmallGet => ({ cpuMs, addedMs: p50 - direct });
  return { porthole: added(porthole), peers: peers.map(({ name, ...measured }) => ({ name, ...added(measured) })) };
};

/** What others were measured at on a machine like this, for where they cannot be started: goals of the project's own table. */
const published = { name: "nginx + kubectl proxy", cpuMs: 0.43, addedMs: 0.48 };

/** G16: small answers. */
export const smallGetRows = async (stage: Stage, product: Product, state: SignedIn): Promise<Row[]> => {
  process.stderr.write("bench: small answers\n");
  const { porthole, peers } = await smallGet(stage, product, state);
  const peer = peers.find(({ name }) => name === published.name) ?? published;
  const cost = ({ cpuMs, addedMs }: SmallGet) => `${cpuMs.toFixed(2)} ms, ${addedMs.toFixed(2)} ms`;
  return [
    {
      id: "G16",
      measure: "CPU, added p50 of one machine's view",
      measured: cost(porthole),
      goal: `≤ ${cost(peer)}`,
      isMet: porthole.cpuMs <= peer.cpuMs && porthole.addedMs <= peer.addedMs,
    },
    ...peers.map(
      (each): Row => ({
        id: "–",
        measure: `the same object, ${each.name}`,
        measured: cost(each),
        goal: "–",
        isMet: null,
      }),
    ),
  ];
};
