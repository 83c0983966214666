import type { FieldProblem, Reading } from "#lib/api/problem.ts";
import { catalogueProblems } from "#lib/create/check.ts";
import { type CreatePlan, planOf } from "#lib/create/plan.ts";
import type { QuotaEffect } from "#lib/create/quota.ts";
import { parseCreateInput } from "#lib/create/schema.ts";
import type { TaskView } from "#lib/create/task.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { recorded } from "./audit.ts";
import { createFollower } from "./follow-create.ts";
import type { TaskProgress } from "./tasks.ts";

export type CreateRequest = { tenant: string; body: unknown; requestId: string };

type Options = Pick<Services, "kube" | "access" | "live" | "writer" | "tasks" | "log"> & {
  catalogue: (person: Person, tenant: string) => Promise<CatalogueView>;
  quota: (person: Person, tenant: string) => Promise<Reading<QuotaView>>;
};

const about = "vminstances create";

/** Makes a machine: guard, parse, do, record. Answers as soon as the plan is sound; the rest is a task that outlives the page. */
export const createVmCreator = ({ kube, access, live, writer, tasks, log, catalogue, quota }: Options) => {
  const follower = createFollower(kube, live);

  const planFor = async (person: Person, { tenant, body }: CreateRequest): Promise<CreatePlan> => {
    const parsed = parseCreateInput(body);
    if (!parsed.ok) throw new ProblemError("invalid", { about, fields: parsed.fields });
    const [offered, limits] = await Promise.all([catalogue(person, tenant), quota(person, tenant)]);
    const fields = catalogueProblems(parsed.input, offered);
    const isTaken = fields.some(({ rule }) => rule === "nameTaken");
    if (fields.length > 0) throw new ProblemError(isTaken ? "conflict" : "invalid", { about, fields });
    const plan = planOf(parsed.input, tenant, offered, limits.state === "ready" ? limits.data : null);
    const exceeded = plan.quota.filter(({ exceeds }) => exceeds);
    if (exceeded.length > 0) throw new ProblemError("quota-exceeded", { about, fields: exceeded.map(fieldOfQuota) });
    return plan;
  };

  const run = async (person: Person, plan: CreatePlan, requestId: string, { begin, percent, skip }: TaskProgress) => {
    const { vm, disks, steps } = plan;
    const { name, namespace: tenant } = vm.metadata;
    const record = (kind: string, object: string, work: () => Promise<void>) =>
      recorded(log, person, { verb: "create", tenant, kind, name: object, requestId }, work);
    const has = (id: string) => steps.some((step) => step.id === id);
    const diskNames = disks.map(({ metadata }) => metadata.name);

    begin("disk");
    for (const disk of disks) await record("VMDisk", disk.metadata.name, () => writer.create(person, disk));
    begin("data-volume");
    for (const disk of diskNames) await follower.volumeExists(person, tenant, disk);
    begin("vm");
    await record("VMInstance", name, () => writer.create(person, vm));
    live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
    begin("import");
    const imported = await follower.imported(person, tenant, diskNames, vm.spec.runStrategy === "Halted", percent);
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

  return async (person: Person, request: CreateRequest): Promise<TaskView> => {
    const { vms: rights } = await access(person, request.tenant);
    if (!rights.create || !rights.createDisk) throw new ProblemError("forbidden", { about });
    const plan = await planFor(person, request);
    const { name: vm } = plan.vm.metadata;
    const steps = plan.steps.map(({ id }) => id);
    return tasks.start(person, { tenant: request.tenant, vm, steps }, (progress) =>
      run(person, plan, request.requestId, progress),
    );
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
