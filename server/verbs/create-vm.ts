import type { Reading } from "#lib/api/problem.ts";
import { catalogueProblems } from "#lib/create/check.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { Manifest } from "#lib/create/manifest.ts";
import { type CreatePlan, planOf } from "#lib/create/plan.ts";
import { quotaProblems } from "#lib/create/quota.ts";
import { parseCreateInput } from "#lib/create/schema.ts";
import type { TaskView } from "#lib/create/task.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { createPermit } from "#lib/resources/vm/actions.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import type { CatalogueReader } from "../catalogue.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { lacksRight } from "../kube/access.ts";
import { appPath, isOurs, nullWhenMissing, parseApplication } from "../kube/apps.ts";
import { createFollower } from "./follow-create.ts";
import type { TaskProgress } from "./tasks.ts";
import { createUnfinished, type Unfinished, withoutMade } from "./unfinished-creates.ts";

export type CreateRequest = { tenant: string; body: unknown; source: AuditSource };

type Options = Pick<Services, "kube" | "access" | "live" | "writer" | "tasks" | "audit" | "store"> & {
  catalogue: CatalogueReader;
  quota: (person: Person, tenant: string) => Promise<Reading<QuotaView>>;
  /** How long trouble may last before it is a failure. */
  troubleMs?: number;
};

const about = "vminstances create";

/** Rights that refuse something are at most this old. */
const refusalAgeMs = 5_000;

/** Makes a machine: guard, parse, do, record. Answers as soon as the plan is sound; the rest is a task that outlives the page. */
export const createVmCreator = ({
  kube,
  access,
  live,
  writer,
  tasks,
  audit,
  store,
  catalogue,
  quota,
  troubleMs,
}: Options) => {
  const follower = createFollower(kube, live, troubleMs);
  const unfinished = createUnfinished(store);

  const soundPlan = async (
    person: Person,
    tenant: string,
    input: CreateInput,
    made: Unfinished["made"],
  ): Promise<CreatePlan> => {
    const [all, limits] = await Promise.all([catalogue(person, tenant), quota(person, tenant)]);
    const offered = withoutMade(all, made);
    const fields = catalogueProblems(input, offered);
    const isTaken = fields.some(({ rule }) => rule === "nameTaken");
    if (fields.length > 0) throw new ProblemError(isTaken ? "conflict" : "invalid", { about, fields });
    const plan = planOf(input, tenant, offered, limits.state === "ready" ? limits.data : null);
    // What was made already is counted already.
    const exceeded = made.size > 0 ? [] : quotaProblems(input, plan.quota);
    if (exceeded.length > 0) throw new ProblemError("quota-exceeded", { about, fields: exceeded });
    return plan;
  };

  /** Makes an object unless an earlier try of the same plan did, and it is still there. */
  const make = async (person: Person, manifest: Manifest, { made, note }: Unfinished, source: AuditSource) => {
    const { kind, metadata } = manifest;
    const { name, namespace: tenant } = metadata;
    const key = `${kind}/${name}`;
    if (made.has(key)) {
      const left = await kube.get(person, appPath(tenant, kind, name)).catch(nullWhenMissing);
      if (left && isOurs(parseApplication(left, kind))) return;
    }
    const deed = { verb: "create", tenant, kind, name, source };
    await recorded(audit, person, deed, () => writer.create(person, manifest));
    await note(key);
  };

  const run = async (
    person: Person,
    { vm, disks, steps }: CreatePlan,
    earlier: Unfinished,
    source: AuditSource,
    { begin, percent, skip }: TaskProgress,
  ) => {
    const { name, namespace: tenant } = vm.metadata;
    const has = (id: string) => steps.some((step) => step.id === id);
    const diskNames = disks.map(({ metadata }) => metadata.name);

    if (has("disk")) begin("disk");
    for (const disk of disks) await make(person, disk, earlier, source);
    if (has("data-volume")) begin("data-volume");
    for (const disk of diskNames) await follower.volumeExists(person, tenant, disk);
    begin("vm");
    await make(person, vm, earlier, source);
    live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
    if (has("import")) {
      begin("import");
      const imported = await follower.imported(person, tenant, diskNames, !has("boot"), percent);
      if (!imported) skip("import");
    }
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
    const earlier = await unfinished.of(person, tenant, input);
    const plan = await soundPlan(person, tenant, input, earlier.made);
    const steps = plan.steps.map(({ id }) => id);
    const disks = plan.disks.map(({ metadata }) => metadata.name);
    return tasks.start(person, { tenant, vm: input.name, disks, steps }, async (progress) => {
      await run(person, plan, earlier, source, progress);
      await earlier.finish();
    });
  };
};

export type VmCreator = ReturnType<typeof createVmCreator>;
