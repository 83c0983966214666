import { isDeepStrictEqual } from "node:util";
import type { FieldProblem, Reading } from "#lib/api/problem.ts";
import { catalogueProblems } from "#lib/create/check.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { type CreatePlan, type Manifest, planOf } from "#lib/create/plan.ts";
import type { QuotaEffect } from "#lib/create/quota.ts";
import { parseCreateInput } from "#lib/create/schema.ts";
import type { TaskView } from "#lib/create/task.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { createPermit } from "#lib/resources/vm/actions.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import { identityKey, type Person } from "../auth/person.ts";
import type { CatalogueReader } from "../catalogue.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { lacksRight } from "../kube/access.ts";
import { appPath, nullWhenMissing } from "../kube/apps.ts";
import { createFollower } from "./follow-create.ts";
import type { TaskProgress } from "./tasks.ts";

export type CreateRequest = { tenant: string; body: unknown; source: AuditSource };

type Options = Pick<Services, "kube" | "access" | "live" | "writer" | "tasks" | "audit"> & {
  catalogue: CatalogueReader;
  quota: (person: Person, tenant: string) => Promise<Reading<QuotaView>>;
  /** How long trouble may last before it is a failure. */
  troubleMs?: number;
};

const about = "vminstances create";

/** A plan that failed on its way; asking for the same again goes on with what exists instead of making it twice. */
type Unfinished = { input: CreateInput; plan: CreatePlan; made: Set<string>; at: number };

/** Rights that refuse something are at most this old. */
const refusalAgeMs = 5_000;

const rememberMs = 60 * 60_000;
const mostRemembered = 1_000;

/** Makes a machine: guard, parse, do, record. Answers as soon as the plan is sound; the rest is a task that outlives the page. */
export const createVmCreator = ({ kube, access, live, writer, tasks, audit, catalogue, quota, troubleMs }: Options) => {
  const follower = createFollower(kube, live, troubleMs);
  const unfinished = new Map<string, Unfinished>();

  const soundPlan = async (person: Person, tenant: string, input: CreateInput): Promise<CreatePlan> => {
    const [offered, limits] = await Promise.all([catalogue(person, tenant), quota(person, tenant)]);
    const fields = catalogueProblems(input, offered);
    const isTaken = fields.some(({ rule }) => rule === "nameTaken");
    if (fields.length > 0) throw new ProblemError(isTaken ? "conflict" : "invalid", { about, fields });
    const plan = planOf(input, tenant, offered, limits.state === "ready" ? limits.data : null);
    const exceeded = plan.quota.filter(({ exceeds }) => exceeds);
    if (exceeded.length > 0) throw new ProblemError("quota-exceeded", { about, fields: exceeded.map(fieldOfQuota) });
    return plan;
  };

  /** Makes an object unless an earlier try of the same plan did, and it is still there. */
  const make = async (person: Person, manifest: Manifest, made: Set<string>, source: AuditSource) => {
    const { kind, metadata } = manifest;
    const { name, namespace: tenant } = metadata;
    const key = `${kind}/${name}`;
    if (made.has(key) && (await kube.get(person, appPath(tenant, kind, name)).catch(nullWhenMissing))) return;
    const deed = { verb: "create", tenant, kind, name, source };
    await recorded(audit, person, deed, () => writer.create(person, manifest));
    made.add(key);
  };

  const run = async (
    person: Person,
    { plan, made }: Unfinished,
    source: AuditSource,
    { begin, percent, skip }: TaskProgress,
  ) => {
    const { vm, disks, steps } = plan;
    const { name, namespace: tenant } = vm.metadata;
    const has = (id: string) => steps.some((step) => step.id === id);
    const diskNames = disks.map(({ metadata }) => metadata.name);

    begin("disk");
    for (const disk of disks) await make(person, disk, made, source);
    begin("data-volume");
    for (const disk of diskNames) await follower.volumeExists(person, tenant, disk);
    begin("vm");
    await make(person, vm, made, source);
    live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
    begin("import");
    const imported = await follower.imported(person, tenant, diskNames, !has("boot"), percent);
    if (!imported) skip("import");
    if (has("boot")) {
      begin("boot");
      await follower.booted(person, tenant, name);
    }
    if (has("address")) {
      begin("address");
      await follower.addressed(person, tenant, name);
    }
  };

  return async (person: Person, { tenant, body, source }: CreateRequest): Promise<TaskView> => {
    const mayCreate = async (maxAgeMs?: number) =>
      createPermit((await access(person, tenant, maxAgeMs === undefined ? {} : { maxAgeMs })).vms).allowed;
    // Nobody is refused for what was true a minute ago.
    if (!(await mayCreate()) && !(await mayCreate(refusalAgeMs))) throw lacksRight("create", tenant);
    const parsed = parseCreateInput(body);
    if (!parsed.ok) throw new ProblemError("invalid", { about, fields: parsed.fields });
    const { input } = parsed;
    const key = JSON.stringify([identityKey(person.identity), tenant, input.name]);
    for (const [old, { at }] of unfinished) if (at + rememberMs < Date.now()) unfinished.delete(old);
    const known = unfinished.get(key);
    const work: Unfinished =
      known && isDeepStrictEqual(known.input, input)
        ? known
        : { input, plan: await soundPlan(person, tenant, input), made: new Set(), at: Date.now() };
    const steps = work.plan.steps.map(({ id }) => id);
    const disks = work.plan.disks.map(({ metadata }) => metadata.name);
    return tasks.start(person, { tenant, vm: input.name, disks, steps }, async (progress) => {
      if (unfinished.size < mostRemembered) unfinished.set(key, work);
      await run(person, work, source, progress);
      unfinished.delete(key);
    });
  };
};

export type VmCreator = ReturnType<typeof createVmCreator>;

/** The field whose change would make it fit. */
const fieldOfQuota = ({ key, before, hard }: QuotaEffect): FieldProblem => {
  const path = /storage/.test(key)
    ? "systemDisk.sizeBytes"
    : /cpu|memory|pods/.test(key)
      ? "instanceType"
      : key === "services.loadbalancers"
        ? "exposure"
        : "name";
  return { path, rule: "quota", values: { left: Math.max(0, hard - before), key } };
};
