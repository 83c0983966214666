import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { startDemo } from "./measure/demo-process.ts";
import { openRequests } from "./measure/requests.ts";
import { connect } from "./platform/client.ts";
import { virtualMachines } from "./platform/kinds/kubevirt.ts";
import { roleBindings } from "./platform/kinds/rbac.ts";
import { kindOf } from "./platform/object.ts";

/**
 * How the demo carries one tenant with many machines: `node server/demo/measure.ts [machines] [seconds] [halted]`. Prints what creation,
 * lists, changes and memory come to; nothing here fails on a slow machine. `halted` leaves the machines off. Node's own options, such as
 * `--cpu-prof`, are also given to the demo, which is a process of its own.
 */

const count = Number(process.argv[2] ?? 5_000);
const seconds = Number(process.argv[3] ?? 60);
const runStrategy = process.argv[4] === "halted" ? "Halted" : "Always";
const wanted = runStrategy === "Halted" ? "Stopped" : "Running";
const changesPerSecond = 20;
const namespace = "tenant-many";
const inTenant = `/apis/apps.cozystack.io/v1alpha1/namespaces/${namespace}`;
const path = `${inTenant}/vminstances`;

const folder = await mkdtemp(join(tmpdir(), "porthole-measure-"));
const demo = await startDemo(folder, process.execArgv);
const requests = openRequests(demo.kubeconfig);
const client = await connect(demo.kubeconfig);

const say = (what: string, value: string): void => {
  process.stdout.write(`${what.padEnd(44)} ${value}\n`);
};
const ms = (value: number | undefined): string => `${Math.round(value ?? Number.NaN)} ms`;
const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const middle = (values: readonly number[]): number | undefined => sorted(values)[values.length >> 1];
const late = (values: readonly number[]): number | undefined => sorted(values)[Math.floor(values.length * 0.95)];
const sayUse = async (when: string): Promise<void> => {
  const { memory, cpuSeconds } = await demo.used();
  say(`the demo process ${when}`, `${Math.round(memory / 2 ** 20)} MiB resident, ${cpuSeconds} s of CPU`);
};

const created = async (resource: string, name: string, spec: object): Promise<void> => {
  const metadata = { name, labels: { own: "measure" } };
  const { code } = await requests.send("POST", `${inTenant}/${resource}`, { metadata, spec });
  if (code !== 201) throw new Error(`${resource} ${name} was answered with ${code}`);
};

const enter = async (): Promise<void> => {
  const tenants = "/apis/apps.cozystack.io/v1alpha1/namespaces/tenant-root/tenants";
  const resourceQuotas = { cpu: `${count * 2}`, memory: `${count * 8}Gi`, storage: `${count * 8}Gi` };
  await requests.send("POST", tenants, {
    metadata: { name: "many", labels: { own: "measure" } },
    spec: { resourceQuotas },
  });
  await client
    .informer(roleBindings)
    .until((list) => list.filter(({ metadata }) => metadata.namespace === namespace).length >= 4 || undefined);
};

/** Resolves once that many machines show the state; counts along instead of going through all of them at every change. */
const untilAll = (): Promise<void> => {
  const there = new Set<string>();
  return new Promise((resolve) => {
    client.informer(virtualMachines, { namespace }).on(({ type, object: { metadata, status } }) => {
      if (type !== "deleted" && status?.printableStatus === wanted) there.add(metadata.name);
      else there.delete(metadata.name);
      if (there.size >= count) resolve();
    });
  });
};

/** Resolves when nothing was written for a second. */
const untilQuiet = async (): Promise<void> => {
  const revision = async () => {
    const list = await requests.json("/api/v1/namespaces?limit=1");
    // A list of the API server.
    return (list as { metadata: { resourceVersion: string } }).metadata.resourceVersion;
  };
  for (let before = ""; before !== (await revision()); await pause(1_000)) before = await revision();
};

const create = async (): Promise<void> => {
  const begun = performance.now();
  const since = () => `${Math.round((performance.now() - begun) / 1_000)} s`;
  const all = untilAll();
  const names = Array.from({ length: count }, (_, index) => `vm-${index}`);
  const worker = async (): Promise<void> => {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      await created("vmdisks", `${name}-system`, { source: { image: { name: "ubuntu-2404" } }, storage: "4Gi" });
      await created("vminstances", name, {
        runStrategy,
        instanceProfile: "ubuntu",
        instanceType: "s1.small",
        disks: [{ name: `${name}-system` }],
        sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIDemoKeyOfNobodyAtAllUsedForNothingAtAll00 demo"],
      });
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  say(`${count} machines with a disk each, created in`, since());
  await all;
  say(`all of them ${wanted} after`, since());
  await untilQuiet();
  say("nothing more to do for the controllers after", since());
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
    const answers = await requests.serverTimes(at, headers, 9);
    say(what, `${ms(middle(answers.ms))} (first ${ms(answers.ms[0])}), ${Math.round(answers.bytes / 1_024)} KiB`);
  }
};

/** Labels of machines changed at a steady rate; what matters is whether answers and watches keep up with it. */
const changes = async (): Promise<void> => {
  const merge = { "content-type": "application/merge-patch+json" };
  const sent = new Map<string, number>();
  const delays: number[] = [];
  const instances = kindOf("apps.cozystack.io", "v1alpha1", "vminstances", "VMInstance");
  const watch = client.informer(instances, { namespace });
  await watch.ready;
  watch.on(({ object }) => {
    const stamp = object.metadata.labels?.measure ?? "";
    const at = sent.get(stamp);
    if (at === undefined) return;
    sent.delete(stamp);
    delays.push(performance.now() - at);
  });
  const answers: Promise<{ ms: number; code: number }>[] = [];
  const before = await demo.used();
  const begun = performance.now();
  for (let index = 0; index < seconds * changesPerSecond; index += 1) {
    await pause(Math.max(0, (index * 1_000) / changesPerSecond - (performance.now() - begun)));
    const stamp = `${index}`;
    sent.set(stamp, performance.now());
    const metadata = { labels: { measure: stamp } };
    answers.push(requests.send("PATCH", `${path}/vm-${(index * 37) % count}`, { metadata }, merge));
  }
  const done = await Promise.all(answers);
  const took = (performance.now() - begun) / 1_000;
  const refused = done.filter(({ code }) => code !== 200).length;
  const isSeen = () => sent.size <= refused || undefined;
  await watch.until(isSeen);
  const times = done.map((it) => it.ms);
  const { cpuSeconds } = await demo.used();
  say(
    "changes a second, asked and answered",
    `${changesPerSecond}, ${(done.length / took).toFixed(1)} for ${seconds} s`,
  );
  say("of them refused as lost races", `${refused}`);
  say("a change answered in", `${ms(middle(times))}, 95 % within ${ms(late(times))}`);
  say(
    "a change seen by a watch in",
    `${ms(middle(delays))}, 95 % within ${ms(late(delays))}, all ${ms(Math.max(...delays))}`,
  );
  say("the last ten seen by the watch in", ms(Math.max(...delays.slice(-10))));
  say("CPU of the demo for it", `${cpuSeconds - before.cpuSeconds} s`);
};

await enter();
await sayUse("before");
await create();
await sayUse("with the machines");
await lists();
await changes();
await sayUse("at the end");

await client.dispose();
await requests.dispose();
await demo.dispose();
await rm(folder, { recursive: true });
