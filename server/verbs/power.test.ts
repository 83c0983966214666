import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PowerAction } from "#lib/api/requests.ts";
import { eraDialects } from "#lib/resources/dialect/eras.fixture.ts";
import { accessWith } from "#lib/resources/vm/access.ts";
import { createAudit } from "../audit/audit.ts";
import { createAppWriter } from "../kube/app-writer.ts";
import { type Apps, bare500, somebody, startApps, status, web } from "../kube/testing-apps.ts";
import { createWriteQueue } from "../kube/write-queue.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { createPower } from "./power.ts";

type Tools = Parameters<typeof createPower>[0];
const ada = somebody("ada");
const log = pino({ level: "silent" });
const source = { requestId: "r", address: "127.0.0.1" };
let apps: Apps;
beforeEach(async () => {
  apps = await startApps();
});
afterEach(() => apps.dispose());

/** One replica; who uses it holds every right but those named. */
const replica = (store: SharedStore = createMemoryStore(), { without = [] as string[], pods = ["pod-1"] } = {}) => {
  const vms = accessWith((right) => !without.includes(right));
  const list = { facts: () => ({ pods: pods.map((uid) => ({ metadata: { uid } })) }), poke: () => {} };
  // All that power asks of a list.
  const live = { using: async (_person, _tenant, work) => work(list as never) } as Pick<Tools["live"], "using">;
  const power = createPower({
    kube: apps.kube,
    access: async (_person, tenant) => ({ tenant, level: "admin", vms, named: {}, version: "" }),
    live: live as Tools["live"],
    dialect: { read: async () => eraDialects.current },
    writer: createAppWriter({
      kube: apps.kube,
      queue: createWriteQueue({ store }),
      store,
      timing: { everyMs: 5, lagMs: 100 },
    }),
    audit: createAudit({ log, file: null, toLog: false }),
    store,
    log,
  });
  return (action: PowerAction, name: string = web.name) => power(ada, { tenant: web.tenant, name, action, source });
};

const calls = () => apps.upstream.seen.filter(({ method }) => method === "PUT");
const patches = () => apps.writes.filter(({ method }) => method === "PATCH");
const rejected = (work: Promise<unknown>) => expect(work).rejects;
const operator = { without: ["update", "readStatus"] };

describe("power", () => {
  it("rule 4.8-1, rule 4.8-4: asks the subresource for no special answer and for no dry run", async () => {
    apps.put("web");
    expect(await replica()("stop")).toEqual({ action: "stop", effect: "durable" });
    const [call] = calls();
    expect(call?.headers.accept).toBe("*/*");
    expect(call?.url).toMatch(/\/virtualmachines\/vm-instance-web\/stop$/);
    expect(call?.body).toBe("{}");
  });

  it("asks the subresource alone of a machine that no VMInstance made, by its own name", async () => {
    apps.put("web");
    expect(await replica()("stop", "vm.legacy")).toEqual({ action: "stop", effect: "durable" });
    expect(calls().map(({ url }) => url.split("/").slice(-2))).toEqual([["legacy", "stop"]]);
    expect(patches()).toEqual([]);
    await rejected(replica(undefined, { without: ["start", "update"] })("start", "vm.legacy")).toMatchObject({
      problem: { code: "forbidden" },
    });
    // A right to write VMInstances is none to a machine that has no VMInstance.
    await rejected(replica(undefined, { without: ["start"] })("start", "vm.legacy")).toMatchObject({
      problem: { code: "forbidden" },
    });
  });

  it("F30: rule 4.8-6: is one call a machine at a time, over all replicas", async () => {
    const store = createMemoryStore();
    const [one, other] = [replica(store), replica(store)];
    apps.put("web");
    apps.slow(50);
    const answers = await Promise.allSettled([one("stop"), one("stop"), other("stop"), other("restart")]);
    expect(answers.map(({ status: fate }) => fate).toSorted()).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "rejected",
    ]);
    for (const answer of answers) {
      if (answer.status === "rejected") expect(answer.reason).toMatchObject({ problem: { code: "busy" } });
    }
    expect(calls().length).toBe(1);
    // And its turn is given back.
    await one("start");
  });

  it("rule 4.8-6: a stop waits until a restart is through, whichever replica made it", async () => {
    const store = createMemoryStore();
    apps.put("web");
    await replica(store, operator)("restart");
    await rejected(replica(store, operator)("stop")).toMatchObject({ problem: { code: "busy" } });
    await rejected(replica(store, { ...operator, pods: ["pod-1", "pod-2"] })("stop")).toMatchObject({
      problem: { code: "busy" },
    });
    expect(await replica(store, { ...operator, pods: ["pod-2"] })("stop")).toMatchObject({ effect: "momentary" });
    expect(await replica(store, operator)("stop")).toMatchObject({ effect: "momentary" });
  });

  it("rule 4.8-6: a restart that was refused holds nobody back, one without an answer does", async () => {
    const store = createMemoryStore();
    apps.put("web");
    apps.fault({ when: /restart$/, status: 409, body: status("VM is not running", { code: 409, reason: "Conflict" }) });
    await rejected(replica(store, operator)("restart")).toMatchObject({ problem: { code: "not-running" } });
    await replica(store, operator)("stop");
    apps.fault({ when: /restart$/, status: 503, body: "service unavailable" });
    await rejected(replica(store, operator)("restart")).toMatchObject({ problem: { code: "unavailable" } });
    await rejected(replica(store, operator)("stop")).toMatchObject({ problem: { code: "busy" } });
  });

  it("rule 4.8-7: a lost race and a refusing webhook say so", async () => {
    apps.put("web");
    const lost = status("the server rejected our request due to an error in our request", { code: 500 });
    apps.fault({ when: /stop$/, status: 500, body: lost });
    await rejected(replica(undefined, operator)("stop")).toMatchObject({ problem: { code: "busy" } });
    const refused =
      'admission webhook "v" denied the request: Cannot update vm running state until snapshot "S" completes';
    apps.fault({ when: /stop$/, status: 500, body: status(refused, { code: 500 }) });
    await rejected(replica(undefined, operator)("stop")).toMatchObject({ problem: { code: "busy" } });
  });

  it("rule 4.8-5: an empty 401 of a call is a refusal, not the session's end", async () => {
    apps.put("web");
    apps.fault({ when: /stop$/, status: 401, body: "" });
    await rejected(replica(undefined, operator)("stop")).toMatchObject({ problem: { code: "forbidden" } });
  });

  it("F06: rule 4.8-8: a call without an answer is sent once", async () => {
    apps.put("web");
    apps.fault({ when: /stop$/, status: 504, body: "gateway timeout" });
    await rejected(replica(undefined, operator)("stop")).toMatchObject({ problem: { code: "timeout" } });
    expect(calls()).toHaveLength(1);
  });

  it("rule 10.2.6-4: is decided anew when the machine was changed between the look and the write", async () => {
    apps.put("web", { spec: { runStrategy: "Always", instanceType: "u1.small" } });
    // The first look is behind: it does not know what kubectl wrote meanwhile.
    apps.lag(1);
    apps.change("web", {}, { instanceType: "u1.large" });
    await replica()("stop");
    expect(apps.objects.get("web")?.spec).toEqual({ runStrategy: "Halted", instanceType: "u1.large" });
    expect(patches()).toHaveLength(1);
  });

  it("rule 10.2.6-6: does not write a contradictory machine", async () => {
    apps.put("web", { spec: { runStrategy: "Always", disks: [{}] } });
    await replica()("stop");
    expect(patches()).toEqual([]);
    expect(calls()).toHaveLength(1);
    await rejected(replica(undefined, { without: ["stop"] })("stop")).toMatchObject({
      problem: { code: "contradictory" },
    });
  });

  it("the subresource after a durable write only hastens it", async () => {
    apps.put("web");
    apps.fault({ when: /stop$/, status: 500, body: bare500("boom") });
    expect(await replica()("stop")).toEqual({ action: "stop", effect: "durable" });
  });

  describe("forced off", () => {
    const conflict = (text: string) => status(text, { code: 409, reason: "Conflict" });

    it("is a stop that waits for nothing, after the spec was written by who may", async () => {
      apps.put("web");
      expect(await replica()("force-stop")).toEqual({ action: "force-stop", effect: "durable" });
      expect(apps.objects.get("web")?.spec.runStrategy).toBe("Halted");
      expect(calls().map(({ url, body }) => [url.split("/").at(-1), body])).toEqual([["stop", '{"gracePeriod":0}']]);
      apps.put("web");
      expect(await replica(undefined, operator)("force-stop")).toEqual({ action: "force-stop", effect: "momentary" });
    });

    it("is done where the machine is off already or being forced off, and not where the call failed", async () => {
      const shorter = "Halted only supports manual stop requests with a shorter graceperiod";
      for (const text of ["VM is not running", shorter]) {
        apps.put("web");
        apps.fault({ when: /stop$/, status: 409, body: conflict(text) });
        expect(await replica()("force-stop")).toMatchObject({ effect: "durable" });
      }
      apps.put("web");
      apps.fault({ when: /stop$/, status: 500, body: bare500("boom") });
      // A stop's call only hastens what is written; who forces wants it now.
      await rejected(replica()("force-stop")).toMatchObject({ problem: { code: "internal" } });
    });

    it("is nobody's where the platform lets nobody stop", async () => {
      apps.put("web");
      const without = ["start", "stop", "restart"];
      await rejected(replica(undefined, { without })("force-stop")).toMatchObject({
        problem: { code: "unsupported", refusal: "nobody-forces" },
      });
      expect(calls()).toEqual([]);
    });
  });

  describe("what only the operator of the cloud grants", () => {
    it.each([
      ["pause", "virtualmachineinstances", "pause"],
      ["unpause", "virtualmachineinstances", "unpause"],
      ["soft-reboot", "virtualmachineinstances", "softreboot"],
      ["reset", "virtualmachineinstances", "reset"],
      ["migrate", "virtualmachines", "migrate"],
    ] as const)("%s asks the subresource, and writes nothing", async (action, of, subresource) => {
      apps.put("web");
      expect(await replica()(action)).toEqual({ action, effect: "durable" });
      expect(calls().map(({ url }) => url.split("/").slice(-3))).toEqual([[of, "vm-instance-web", subresource]]);
      expect(patches()).toEqual([]);
    });

    it("is refused to who lacks it before anything is asked", async () => {
      apps.put("web");
      await rejected(replica(undefined, { without: ["reset"] })("reset")).toMatchObject({
        problem: { code: "forbidden", denied: { resource: "virtualmachineinstances/reset", role: null } },
      });
      expect(calls()).toEqual([]);
    });

    it.each([
      ["reset", 404, "404: Page Not Found", { code: "unsupported" }],
      [
        "migrate",
        500,
        status(
          'admission webhook "migration-create-validator.kubevirt.io" denied the request: Cannot migrate VMI, Reason: DisksNotLiveMigratable, Message: 10.0.0.1',
          { code: 500 },
        ),
        { code: "unsupported", refusal: "not-migratable" },
      ],
      [
        "pause",
        403,
        status("is forbidden: Pausing VMIs with a non-GuestAgentPing LivenessProbe is not supported", { code: 403 }),
        { code: "unsupported", refusal: "watched-by-probe" },
      ],
      ["unpause", 409, status("VMI is not paused", { code: 409 }), { code: "conflict", refusal: "not-paused" }],
    ] as const)("rule 4.8-7: a refused %s (%i) says by which rule", async (action, code, body, problem) => {
      apps.put("web");
      apps.fault({ when: new RegExp(`/${action}$`), status: code, body });
      const failed = await replica()(action).catch((error: { problem: object }) => error.problem);
      expect(failed).toMatchObject(problem);
      expect(JSON.stringify(failed)).not.toContain("10.0.0.1");
    });
  });
});
