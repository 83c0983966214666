import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Agent, fetch } from "undici";
import { startApiServer } from "./api-server/start.ts";
import { createCertificates } from "./certificates.ts";
import { writeAccess } from "./kubeconfig.ts";
import { connect } from "./platform/client.ts";
import { helmReleases } from "./platform/kinds/cozystack.ts";
import { virtualMachines } from "./platform/kinds/kubevirt.ts";
import { startPlatform } from "./platform/start.ts";

/**
 * How the demo carries one tenant with many machines: `node server/demo/measure.ts [machines] [seconds] [halted]`. Prints what lists,
 * changes and memory come to; nothing here fails on a slow machine. `halted` leaves the machines off, which spares the wait for boots.
 */

const count = Number(process.argv[2] ?? 5_000);
const seconds = Number(process.argv[3] ?? 20);
const runStrategy = process.argv[4] === "halted" ? "Halted" : "Always";
const state = runStrategy === "Halted" ? "Stopped" : "Running";
const changesPerSecond = 20;
const namespace = "tenant-root";
const path = `/apis/apps.cozystack.io/v1alpha1/namespaces/${namespace}/vminstances`;

const folder = await mkdtemp(join(tmpdir(), "porthole-measure-"));
const certificates = await createCertificates();
const api = await startApiServer({ certificates });
const { kubeconfig } = await writeAccess(folder, { caPem: api.caPem, adminKubeconfig: api.adminKubeconfig() });
const platform = await startPlatform({
  kubeconfig,
  certificate: { ...certificates.platform, ca: certificates.ca.cert },
  speed: 50,
});
const client = await connect(kubeconfig);
const dispatcher = new Agent({ connect: { ca: api.caPem }, connections: 16 });

const call = async (method: string, at: string, body?: object, headers: Record<string, string> = {}) => {
  const begun = performance.now();
  const response = await fetch(`${api.url}${at}`, {
    method,
    dispatcher,
    headers: { authorization: `Bearer ${api.adminToken}`, "content-type": "application/json", ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const length = (await response.arrayBuffer()).byteLength;
  // Compressed answers say their own length; what arrives here is unpacked.
  const bytes = Number(response.headers.get("content-length") ?? length);
  return { ms: performance.now() - begun, bytes, code: response.status };
};

const say = (what: string, value: string): void => {
  process.stdout.write(`${what.padEnd(44)} ${value}\n`);
};
const ms = (value: number | undefined): string => `${Math.round(value ?? Number.NaN)} ms`;
const middle = (values: number[]): number | undefined => values.toSorted((a, b) => a - b)[values.length >> 1];
const late = (values: number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)];

const create = async (): Promise<void> => {
  const begun = performance.now();
  const names = Array.from({ length: count }, (_, index) => `vm-${index}`);
  const worker = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const spec = { runStrategy, instanceProfile: "linux", instanceType: "s1.small" };
      await call("POST", path, { metadata: { name, labels: { own: "measure" } }, spec });
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  say(`${count} machines created in`, `${Math.round((performance.now() - begun) / 1_000)} s`);
  await client
    .informer(virtualMachines)
    .until((list) => list.filter(({ status }) => status?.printableStatus === state).length >= count || undefined);
  say(`all of them ${state} after`, `${Math.round((performance.now() - begun) / 1_000)} s`);
};

const lists = async (): Promise<void> => {
  const kinds: [string, string, Record<string, string>][] = [
    ["list, JSON", path, { "accept-encoding": "identity" }],
    ["list, gzip on the wire", path, { "accept-encoding": "gzip" }],
    ["list, Table", path, { accept: "application/json;as=Table;v=v1;g=meta.k8s.io" }],
    ["list, one name", `${path}?fieldSelector=metadata.name%3Dvm-1`, {}],
    ["VirtualMachines", `/apis/kubevirt.io/v1/namespaces/${namespace}/virtualmachines`, {}],
    ["one", `${path}/vm-1`, {}],
  ];
  for (const [what, at, headers] of kinds) {
    const answers = [];
    for (let run = 0; run < 7; run += 1) answers.push(await call("GET", at, undefined, headers));
    const kib = Math.round((answers[0]?.bytes ?? 0) / 1_024);
    say(what, `${ms(middle(answers.map((it) => it.ms)))} (first ${ms(answers[0]?.ms)}), ${kib} KiB`);
  }
};

/** Patches at a steady rate; what matters is whether answers and events keep up with it. */
const changes = async (): Promise<void> => {
  const merge = { "content-type": "application/merge-patch+json" };
  const sent = new Map<string, number>();
  const delays: number[] = [];
  const leave = client.informer(helmReleases).on(({ object }) => {
    const stamp = object.metadata.annotations?.["apps.cozystack.io-measure"] ?? "";
    const at = sent.get(stamp);
    if (at === undefined) return;
    sent.delete(stamp);
    delays.push(performance.now() - at);
  });
  const answers: Promise<{ ms: number; code: number }>[] = [];
  const begun = performance.now();
  for (let index = 0; index < seconds * changesPerSecond; index += 1) {
    await pause(Math.max(0, (index * 1_000) / changesPerSecond - (performance.now() - begun)));
    const stamp = `${index}`;
    sent.set(stamp, performance.now());
    const metadata = { annotations: { measure: stamp } };
    answers.push(call("PATCH", `${path}/vm-${(index * 37) % count}`, { metadata }, merge));
  }
  const done = await Promise.all(answers);
  const took = (performance.now() - begun) / 1_000;
  await client
    .informer(helmReleases)
    .until(() => sent.size <= done.filter(({ code }) => code !== 200).length || undefined);
  leave();
  say("changes a second, asked and answered", `${changesPerSecond}, ${(done.length / took).toFixed(1)}`);
  say("of them refused as lost races", `${done.filter(({ code }) => code !== 200).length}`);
  const times = done.map((it) => it.ms);
  say("a change answered in", `${ms(middle(times))}, 95 % within ${ms(late(times))}`);
  say("a change seen by a watch in", `${ms(middle(delays))}, 95 % within ${ms(late(delays))}`);
};

const mebibytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MiB`;

await create();
await lists();
await changes();
globalThis.gc?.();
const { rss, heapUsed } = process.memoryUsage();
say("memory, resident and heap", `${mebibytes(rss)}, ${mebibytes(heapUsed)}`);

await client.dispose();
await platform.dispose();
await dispatcher.destroy();
await api.dispose();
await rm(folder, { recursive: true });
