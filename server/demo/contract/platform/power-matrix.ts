import { beforeAll, describe, expect, test } from "vitest";
import { instances, type RunStrategy, virtualMachines } from "../../platform/kinds/kubevirt.ts";
import type { PlatformOn } from "./platform-on.ts";

const phases = ["Absent", "Pending", "Scheduling", "Scheduled", "Running", "Succeeded", "Failed", "Unknown"] as const;
const strategies = ["Always", "Halted", "Manual", "RerunOnFailure", "Once"] as const;

const off = "VM is not running";
const on = "VM is already running";
const ok = 202;
const live = <T>(value: T): [T, T, T, T] => [value, value, value, value];
const noStart = (strategy: string) => `${strategy} does not support manual start requests`;
const noRestart = (strategy: string) => `RunStategy ${strategy} does not support manual restart requests`;
const longer = "Halted only supports manual stop requests with a shorter graceperiod";
const failed = "RerunOnFailure does not support starting VM from failed state";

type Answer = 202 | string;

/** platform-api.md 4.1, phase by phase: 202, or the text of the 409. */
const start: Record<RunStrategy, Answer[]> = {
  Always: [noStart("Always"), ...live(on), noStart("Always"), noStart("Always"), noStart("Always")],
  Halted: [ok, ...live(on), ok, ok, ok],
  Manual: [ok, ...live(on), ok, ok, ok],
  RerunOnFailure: [ok, ...live(on), ok, failed, ok],
  Once: [noStart("Once"), ...live(on), noStart("Once"), noStart("Once"), noStart("Once")],
};
const stop: Record<RunStrategy, Answer[]> = {
  Always: phases.map(() => ok),
  Halted: [off, ...live(longer), off, off, longer],
  Manual: [off, ...live<Answer>(ok), off, off, ok],
  RerunOnFailure: [off, ...live<Answer>(ok), off, off, ok],
  Once: phases.map(() => ok),
};
const anyInstance = phases.map((phase): Answer => (phase === "Absent" ? "VM is not running: Halted" : ok));
const restart: Record<RunStrategy, Answer[]> = {
  Always: anyInstance,
  Halted: phases.map(() => noRestart("Halted")),
  Manual: anyInstance,
  RerunOnFailure: anyInstance,
  Once: phases.map(() => noRestart("Once")),
};

/** Start, stop and restart by the wire, each strategy in each phase, as a person of level `use`. */
export const powerMatrix = (platform: () => PlatformOn): void => {
  let namespace: string;
  let token: string;
  beforeAll(async () => {
    ({ namespace, token } = await platform().tenant("use"));
    const every = strategies.flatMap((strategy) => phases.map((phase) => ({ strategy, phase })));
    await Promise.all(every.map(({ strategy, phase }) => machine(nameOf(strategy, phase), strategy, phase)));
  });

  const nameOf = (strategy: string, phase: string) => `${strategy}-${phase}`.toLowerCase();
  const machine = async (name: string, runStrategy: RunStrategy, phase: string) => {
    const spec = { domain: { devices: { disks: [], interfaces: [] } }, networks: [], volumes: [] };
    const metadata = { namespace, name };
    await platform().client.create(virtualMachines, {
      metadata,
      spec: { runStrategy, template: { metadata: { labels: {} }, spec } },
    });
    if (phase === "Absent") return;
    const vmi = { ...spec, terminationGracePeriodSeconds: 30 };
    await platform().client.create(instances, { metadata, spec: vmi, status: { phase } });
  };

  const put = (name: string, verb: string, body?: object) =>
    platform().api.call(
      "PUT",
      `/apis/subresources.kubevirt.io/v1/namespaces/${namespace}/virtualmachines/${name}/${verb}`,
      body,
      { token, headers: { Accept: "*/*" } },
    );
  const get = (name: string) => platform().client.get(virtualMachines, { namespace, name });
  const actions = async (name: string) =>
    (await get(name))?.status?.stateChangeRequests?.map(({ action }) => action) ?? [];

  const verbs: [string, Record<RunStrategy, Answer[]>][] = [
    ["start", start],
    ["stop", stop],
    ["restart", restart],
  ];
  const rows = verbs.flatMap(([verb, table]) => strategies.map((strategy) => ({ verb, strategy, table })));

  describe("the run strategy matrix", () => {
    test.each(rows)("$verb, $strategy", async ({ verb, strategy, table }) => {
      const answers = await Promise.all(
        phases.map(async (phase) => {
          const name = nameOf(strategy, phase);
          const { code, body } = await put(name, verb, { dryRun: ["All"] });
          if (code !== 409) return code;
          const prefix = `Operation cannot be fulfilled on virtualmachine.kubevirt.io "${name}": `;
          expect(body).toMatchObject({ kind: "Status", reason: "Conflict", message: expect.stringContaining(prefix) });
          return body.message.slice(prefix.length);
        }),
      );
      expect(answers).toEqual(table[strategy]);
    });

    test("a dry run has changed nothing", async () => {
      for (const strategy of strategies) {
        for (const phase of phases) {
          const vm = await get(nameOf(strategy, phase));
          expect([vm?.spec.runStrategy, vm?.status?.stateChangeRequests ?? []]).toEqual([strategy, []]);
        }
      }
    });

    test("start and stop write the strategy or a request; what is under way is not asked for twice", async () => {
      const { code, text, headers } = await put("halted-absent", "start");
      expect([code, text, headers.get("content-type")]).toEqual([202, "", null]);
      expect((await get("halted-absent"))?.spec.runStrategy).toBe("Always");
      expect((await put("always-running", "stop")).code).toBe(202);
      expect((await get("always-running"))?.spec.runStrategy).toBe("Halted");
      expect((await put("manual-absent", "start")).code).toBe(202);
      expect(await actions("manual-absent")).toEqual(["Start"]);
      expect((await put("manual-succeeded", "start")).code).toBe(202);
      expect(await actions("manual-succeeded")).toEqual(["Stop", "Start"]);
      expect((await put("manual-running", "restart")).code).toBe(202);
      expect((await put("manual-running", "restart")).body).toMatchObject({
        code: 500,
        message: "Internal error occurred: unable to complete request: stop/start already underway",
      });
      expect((await put("manual-running", "stop")).code).toBe(202);
      expect(await actions("manual-running")).toEqual(["Stop"]);
    });

    test("a refused stop has changed the grace period; a shorter one ends a hanging shutdown", async () => {
      const grace = async () =>
        (await platform().client.get(instances, { namespace, name: "halted-running" }))?.spec
          .terminationGracePeriodSeconds;
      expect((await put("halted-running", "stop", { gracePeriod: 60 })).code).toBe(409);
      expect(await grace()).toBe(60);
      expect((await put("halted-running", "stop", { gracePeriod: 0 })).code).toBe(202);
      expect(await grace()).toBe(0);
      expect((await put("halted-running", "stop", { gracePeriod: 0 })).code).toBe(409);
    });

    test("`dryRun` in the query is ignored, one that is unknown is 500", async () => {
      expect((await put("always-pending", "stop?dryRun=All")).code).toBe(202);
      expect((await get("always-pending"))?.spec.runStrategy).toBe("Halted");
      expect((await put("halted-failed", "start", { dryRun: ["Nope"] })).code).toBe(500);
    });

    test("force restarts know grace 0 only, before the machine is looked for", async () => {
      const { code, body } = await put("nobody", "restart", { gracePeriodSeconds: 5 });
      expect([code, body.message]).toEqual([400, "For force restart, only gracePeriod=0 is supported for now"]);
      expect((await put("nobody", "restart", { gracePeriodSeconds: -1 })).body.message).toBe(
        "gracePeriod has to be greater or equal to 0",
      );
      expect((await put("nobody", "restart")).body).toMatchObject({
        code: 404,
        message: 'virtualmachine.kubevirt.io "nobody" not found',
      });
    });
  });
};
