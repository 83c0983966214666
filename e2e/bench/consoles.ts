import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { projectNode } from "../../setup.mjs";
import { makeCertificates } from "../running/certificates.ts";
import { cookieOf, sessionOf, tokenOf } from "./accounts.ts";
import { openConsole, openDirect, visit } from "./console-client.ts";
import { echo, idleMemory, stalledMemory, type Throughput, throughput, type Way } from "./console-costs.ts";
import { type ConsoleCosts, consoleTable, publishedWebsockify } from "./console-rows.ts";
import type { FarEndPlan, FarEndPorts } from "./far-end.ts";
import type { Row } from "./report.ts";
import { tenantWith } from "./sizes.ts";
import type { Product, Stage } from "./stage.ts";
import { startWebsockify, type Websockify } from "./websockify.ts";

const machines = 1_000;
/** A screen and a serial line of most of them. */
const sessions = 1_000;
/** A process each: as many as Porthole's would take gigabytes. */
const peers = 100;

/** Longer than it takes where it works. */
const peerMs = 45_000;

const say = (what: string): void => void process.stderr.write(`bench: consoles, ${what}\n`);

type FarEnd = { ports: FarEndPorts; child: ChildProcess };

const startFarEnd = async (plan: FarEndPlan): Promise<FarEnd> => {
  const file = fileURLToPath(new URL("./far-end.ts", import.meta.url));
  const child = fork(file, [], { execPath: projectNode(), stdio: ["ignore", "inherit", "inherit", "ipc"] });
  child.send(plan);
  const [ports] = (await once(child, "message")) as [FarEndPorts];
  return { ports, child };
};

/** Through a product of its own, as one person who has a session. */
const throughProduct = async (stage: Stage, product: Product, token: string): Promise<Way> => {
  const tenant = tenantWith(machines);
  const instances = await stage.cluster.items(`/apis/kubevirt.io/v1/namespaces/${tenant}/virtualmachineinstances`);
  const running = instances.filter(({ status }) => status?.phase === "Running");
  const places = running.flatMap(({ metadata }) =>
    (["vnc", "serial"] as const).map((kind) => ({ tenant, name: metadata.name.replace("vm-instance-", ""), kind })),
  );
  if (places.length < sessions) throw new Error(`${running.length} machines run: too few for ${sessions} consoles`);
  const visitor = await visit(product, cookieOf(await sessionOf(product, token)));
  let opened = 0;
  return {
    // One after the other: nobody is asked whether to take a console over.
    open: async () => {
      opened += 1;
      const place = places[opened % places.length];
      if (!place) throw new Error("there is no console");
      return openConsole(visitor, place);
    },
    pids: () => [product.pid],
    settle: async () => void (await product.heldBytes()),
  };
};

const throughPeer = ({ url, pids }: Websockify): Way => ({
  open: () => openDirect(url, "binary"),
  pids,
  settle: async () => {},
});

const straight = (url: string): Way => ({
  open: () => openDirect(url, "plain.kubevirt.io"),
  pids: () => [],
  settle: async () => {},
});

const ofProduct = async (way: Way): Promise<Omit<ConsoleCosts, "addedMs">> => ({
  idle: await idleMemory(way, sessions),
  stalled: await stalledMemory(way),
  ...(await throughput(way)),
});

const ofPeer = async (target: number, tlsTarget: number, directMs: number) => {
  const [plain, tls] = [await startWebsockify(target, false), await startWebsockify(tlsTarget, true)];
  if (!plain || !tls) return { plain: publishedWebsockify, tls: null as Throughput | null };
  try {
    say("websockify");
    const way = throughPeer(plain);
    const costs: ConsoleCosts = {
      idle: await idleMemory(way, peers),
      stalled: await stalledMemory(way),
      ...(await throughput(way)),
      addedMs: (await echo(way)) - directMs,
    };
    // Debian's stands still with some TLS servers: it waits for its socket while bytes wait inside of TLS.
    const stuck = pause(peerMs, null, { ref: false });
    return { plain: costs, tls: await Promise.race([throughput(throughPeer(tls)), stuck]) };
  } finally {
    plain.end();
    tls.end();
  }
};

/** G12–G15: what a console costs on its way through the product, beside Debian's websockify. */
export const consoleRows = async (stage: Stage): Promise<Row[]> => {
  const { good, ca } = await makeCertificates();
  const { clusterUrl, caFile } = stage.platform;
  const folder = mkdtempSync(join(tmpdir(), "porthole-consoles-"));
  const ownCaFile = join(folder, "ca.crt");
  writeFileSync(ownCaFile, ca);
  const { ports, child } = await startFarEnd({ clusterUrl, caFile, certificate: good });
  const token = await tokenOf(stage.cluster, tenantWith(machines), "consoles");
  const measure = async (clusterUrl: string) => {
    const product = await stage.product({ clusterUrl, caFile: ownCaFile });
    try {
      say(clusterUrl.startsWith("https") ? "TLS upstream" : "plain upstream");
      const way = await throughProduct(stage, product, token);
      // Its start is over, and what it has read for its first answers.
      await pause(3_000);
      return { ...(await ofProduct(way)), echoMs: await echo(way) };
    } finally {
      await product.end();
    }
  };
  try {
    const directMs = await echo(straight(`ws://127.0.0.1:${ports.plain}/virtualmachineinstances/a/vnc`));
    const plain = await measure(`http://127.0.0.1:${ports.plain}`);
    const tls = await measure(`https://127.0.0.1:${ports.tls}`);
    const peer = await ofPeer(ports.tcp, ports.tcpTls, directMs);
    return consoleTable({
      plain: { ...plain, addedMs: plain.echoMs - directMs },
      tls: { ...tls, addedMs: tls.echoMs - directMs },
      peer: peer.plain,
      peerTls: peer.tls,
      peerIsHere: peer.tls !== null,
      peerSessions: peers,
      sessions,
    });
  } finally {
    child.disconnect();
    rmSync(folder, { recursive: true, force: true });
  }
};
