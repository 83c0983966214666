import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessView } from "#lib/resources/vm/access.ts";
import { type ActionReason, type PowerActionId, permitFor, powerActions } from "#lib/resources/vm/actions.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { startInProcess } from "#server/demo/in-process.ts";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import { startProductFor } from "../live/testing.ts";
import { reasonOf } from "../log.ts";
import { refusalOf } from "./power-calls.ts";
import {
  machineName,
  type PrintableStatus,
  putMachine,
  type Strategy,
  statuses,
  strategies,
} from "./testing-states.ts";

const tenant = "tenant-mills";
const groups = {
  vera: `${tenant}-view`,
  omar: `${tenant}-use`,
  ada: `${tenant}-admin`,
  sue: `${tenant}-super-admin`,
  /** Has of an operator what no role has. */
  opal: "operators",
  root: "system:masters",
};
type Who = keyof typeof groups;
const people = ["vera", "omar", "ada", "sue", "opal"] as const;
const cells = statuses.flatMap((status) => strategies.map((strategy) => ({ status, strategy })));

const vms = `/api/v1/tenants/${tenant}/vms`;
let cluster: Awaited<ReturnType<typeof startInProcess>>;
let product: Awaited<ReturnType<typeof startProductFor<Who>>>;
const persons = new Map<Who, Person>();
const access = new Map<Who, AccessView>();
const pages = new Map<string, VmView>();

const personOf = (who: Who): Person => {
  const person = persons.get(who);
  if (!person) throw new Error(`${who} is not signed in`);
  return person;
};

/** A few at a time: the platform of the test has one processor. */
const all = async <T>(items: readonly T[], work: (item: T) => Promise<unknown>, atOnce = 12) => {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
};

const bind = (role: string, group: string) =>
  product.services.kube.write(
    personOf("root"),
    "POST",
    ["apis", "rbac.authorization.k8s.io", "v1", "namespaces", tenant, "rolebindings"],
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: group, namespace: tenant },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
      subjects: [{ kind: "Group", apiGroup: "rbac.authorization.k8s.io", name: group }],
    },
  );

beforeAll(async () => {
  cluster = await startInProcess({ groups, hasControllers: false });
  product = await startProductFor({ server: cluster.url, ca: cluster.caPem }, groups);
  // Object.keys widens to string; these are the keys of a constant.
  for (const who of Object.keys(groups) as Who[]) {
    const person = await product.services.sessions.find(product.cookieOf(who));
    if (person) persons.set(who, person);
  }
  const { kube } = product.services;
  const root = personOf("root");
  await kube.write(root, "POST", ["api", "v1", "namespaces"], { metadata: { name: tenant } });
  const every = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
  await kube.write(root, "POST", ["apis", "rbac.authorization.k8s.io", "v1", "clusterroles"], {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "everything-here" },
    rules: [every],
  });
  for (const role of ["view", "use", "admin", "super-admin"]) await bind(`cozy:tenant:${role}`, `${tenant}-${role}`);
  await bind("everything-here", groups.opal);
  await all(cells, (cell) => putMachine(kube, root, tenant, cell));
  await all([...people], async (who) => {
    access.set(who, (await product.ask(who, "GET", `/api/v1/tenants/${tenant}/access`)).body);
    // The page of each, as this person gets it: read, asked or concluded.
    await all(cells, async ({ status, strategy }) => {
      const name = machineName(status, strategy);
      pages.set(`${who} ${name}`, (await product.ask(who, "GET", `${vms}/${name}`)).body);
    });
  });
}, 120_000);
afterAll(async () => {
  await product.dispose();
  await cluster.dispose();
});

const dry = { dryRun: ["All"] };
/** Nothing is changed by asking; who reboots or resets a guest changes nothing of what the cluster says. */
const questions: Readonly<Record<PowerActionId, readonly [of: string, subresource: string, body: object]>> = {
  start: ["virtualmachines", "start", dry],
  stop: ["virtualmachines", "stop", dry],
  restart: ["virtualmachines", "restart", dry],
  "force-stop": ["virtualmachines", "stop", { ...dry, gracePeriod: 0 }],
  pause: ["virtualmachineinstances", "pause", dry],
  unpause: ["virtualmachineinstances", "unpause", dry],
  "soft-reboot": ["virtualmachineinstances", "softreboot", {}],
  reset: ["virtualmachineinstances", "reset", {}],
  migrate: ["virtualmachines", "migrate", dry],
};

/** What the platform itself says to this person: null is yes. */
const saidTo = async (who: Who, name: string, action: PowerActionId): Promise<string | null> => {
  const [of, subresource, body] = questions[action];
  const base = ["apis", "subresources.kubevirt.io", "v1", "namespaces", tenant, of] as const;
  try {
    const path = [...base, `vm-instance-${name}`, subresource] as const;
    await product.services.kube.write(personOf(who), "PUT", path, body, { accept: "*/*" });
    return null;
  } catch (error) {
    if (problemOf(error).code === "forbidden") return "forbidden";
    return refusalOf(reasonOf(error)) ?? (problemOf(error).code === "not-found" ? "not-running" : reasonOf(error));
  }
};

/** Where the page's word is finer than the platform's, what the platform says. */
const wordOf: Partial<Record<ActionReason, readonly string[]>> = {
  "already-starting": ["already-running", "starts-by-itself"],
  // Its VirtualMachine is set to Halted meanwhile.
  "still-stopping": ["still-stopping", "already-running", "not-running"],
  "already-stopped": ["not-running"],
  "between-attempts": ["not-running"],
  "role-may-not-power": ["forbidden"],
  "role-may-not-restart": ["forbidden"],
  "only-operators-grant": ["forbidden"],
};

type Answer = { status: PrintableStatus; strategy: Strategy; action: PowerActionId; page: string; platform: string };

describe("the table of power", () => {
  it.each(people)("says to %s in every status and run strategy what the platform says", async (who) => {
    const wrong: Answer[] = [];
    const seen = new Set<string>();
    await all(cells, async ({ status, strategy }) => {
      const name = machineName(status, strategy);
      const vm = pages.get(`${who} ${name}`);
      const rights = access.get(who)?.vms;
      if (!vm || !rights) throw new Error(`${who} has no page of ${name}`);
      for (const action of powerActions) {
        const permit = permitFor(action, vm, rights);
        const platform = (await saidTo(who, name, action)) ?? "yes";
        seen.add(permit.allowed ? "allowed" : permit.reason);
        const wanted = action === "start" ? "Always" : "Halted";
        const writesSpec = rights.update && (action === "start" || action === "stop") && vm.runStrategy !== wanted;
        const agrees = permit.allowed
          ? platform === "yes" || writesSpec
          : // Calls of a machine that goes away are taken, and nothing comes of them.
            status === "Terminating" || (wordOf[permit.reason] ?? [permit.reason]).includes(platform);
        const page = permit.allowed ? "yes" : permit.reason;
        if (!agrees) wrong.push({ status, strategy, action, page: `${page} (${vm.state} ${vm.inferred})`, platform });
      }
    });
    expect(wrong.map((one) => Object.values(one).join(" "))).toEqual([]);
    // Each side of the table was asked for.
    expect(seen.has("allowed")).toBe(who !== "vera");
  });
});

/** What a press of the button comes to. */
const pressed = async (who: Who, name: string, action: PowerActionId) => {
  const { status, body } = await product.ask(who, "POST", `${vms}/${name}/power`, { action });
  return status === 200 ? body.effect : body.refusal;
};
const strategyOf = async (name: string): Promise<string> =>
  (await product.ask("ada", "GET", `${vms}/${name}`)).body.runStrategy;

describe("a press of the button", () => {
  it.each([
    ["a machine that was switched off for now stays off", "stopped-always", "stop", "Halted"],
    ["one that was switched on for now stays on", "running-halted", "start", "Always"],
    ["one that has run its one time runs again", "stopped-once", "start", "Always"],
    ["attempts that nothing else ends are ended", "crashloopbackoff-rerunonfailure", "stop", "Halted"],
    ["what is forced off stays off", "running-always", "force-stop", "Halted"],
    ["who chose Manual keeps it", "running-manual", "stop", "Manual"],
  ] as const)("by the run strategy of who may write it: %s", async (_, name, action, strategy) => {
    expect(await pressed("ada", name, action)).toBe("durable");
    await expect.poll(() => strategyOf(name)).toBe(strategy);
  });

  it("of an operator is momentary, and of what only the operator of the cloud grants is carried out for who has it", async () => {
    expect(await pressed("omar", "starting-always", "force-stop")).toBe("momentary");
    expect(await strategyOf("starting-always")).toBe("Always");
    for (const action of ["pause", "unpause", "soft-reboot", "reset", "migrate"] as const) {
      expect([action, await pressed("opal", "running-once", action)]).toEqual([action, "durable"]);
      expect((await product.ask("sue", "POST", `${vms}/running-once/power`, { action })).body.code).toBe("forbidden");
    }
  });

  it.each([
    ["omar", "paused-always", "start", "already-running"],
    ["omar", "stopped-manual", "stop", "not-running"],
    ["omar", "crashloopbackoff-always", "start", "starts-by-itself"],
    ["omar", "running-once", "restart", "once-runs-once"],
    ["omar", "stopping-manual", "restart", "still-stopping"],
    ["opal", "paused-always", "pause", "already-paused"],
    ["opal", "paused-always", "soft-reboot", "is-paused"],
    ["opal", "running-rerunonfailure", "unpause", "not-paused"],
    ["opal", "migrating-always", "migrate", "already-migrating"],
  ] as const)(
    "that comes too late is refused by its rule, not by a number: %s %s %s",
    async (who, name, action, rule) => expect(await pressed(who, name, action)).toBe(rule),
  );
});
