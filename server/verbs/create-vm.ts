import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import type { Reading } from "#lib/api/problem.ts";
import { catalogueProblems } from "#lib/create/check.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { type CreatePlan, planOf, withDiskNames } from "#lib/create/plan.ts";
import { quotaProblems } from "#lib/create/quota.ts";
import { type RunSecrets, withSecrets } from "#lib/create/run.ts";
import { parseCreateInput } from "#lib/create/schema.ts";
import type { TaskView } from "#lib/create/task.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { createPermit } from "#lib/resources/vm/actions.ts";
import type { AuditSource } from "../audit/audit.ts";
import type { Person } from "../auth/person.ts";
import type { CatalogueReader } from "../catalogue.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { lacksRight } from "../kube/access.ts";
import { createCarrier, type RunTiming } from "./carry-out.ts";
import { hasEnough } from "./held-right.ts";
import { markedManifests } from "./run-mark.ts";
import type { FoundRun, RunReader } from "./run-reader.ts";
import { scopeOf } from "./task-board.ts";

export type CreateRequest = { tenant: string; body: unknown; source: AuditSource };
export type ResumeRequest = { tenant: string; run: string; vm: string; secrets: RunSecrets; source: AuditSource };

type Options = Pick<Services, "kube" | "kubeTarget" | "access" | "live" | "writer" | "tasks" | "audit" | "store"> & {
  catalogue: CatalogueReader;
  quota: (person: Person, tenant: string) => Promise<Reading<QuotaView>>;
  runs: RunReader;
  timing?: Partial<RunTiming>;
};

const about = "vminstances create";

/** For so long the same input goes on with what its last try left. */
const rememberMs = 60 * 60_000;
const lastSchema = z.object({ run: z.string(), asked: z.string(), isMade: z.boolean() });
type Last = z.output<typeof lastSchema>;

/** Salted with the run: of the input, which may hold secrets, nothing else is kept. */
const digestOf = (run: string, input: CreateInput): string =>
  createHash("sha256")
    .update(JSON.stringify([run, input]))
    .digest("base64url");

/** Makes a machine: guard, parse, do, record. Answers as soon as the plan is sound; the rest is a task that outlives the page. */
export const createVmCreator = ({ catalogue, quota, runs, ...services }: Options) => {
  const { access, tasks, store } = services;
  const carryOut = createCarrier(services);
  const lastKey = (person: Person, tenant: string, vm: string) =>
    `create:last:${scopeOf(person, tenant).who}:${tenant}/${vm}`;

  const guard = async (person: Person, tenant: string): Promise<void> => {
    if (!(await hasEnough(access, person, tenant, ({ vms }) => createPermit(vms).allowed)))
      throw lacksRight("create", tenant);
  };

  const parsed = (body: unknown): CreateInput => {
    const result = parseCreateInput(body);
    if (!result.ok) throw new ProblemError("invalid", { about, fields: result.fields });
    return result.input;
  };

  /** What the last try of exactly this input left. A machine that was made and is gone is no part of it: its disks are somebody's data. */
  const earlierOf = async (person: Person, tenant: string, input: CreateInput): Promise<FoundRun | null> => {
    const stored = await store.get(lastKey(person, tenant, input.name));
    const last = stored === null ? null : lastSchema.parse(JSON.parse(stored));
    if (last?.asked !== (last && digestOf(last.run, input))) return null;
    const found = last && (await runs.find(person, tenant, { run: last.run, vm: input.name }));
    return found && (found.hasMachine || !last.isMade) ? found : null;
  };

  const soundPlan = async (
    person: Person,
    tenant: string,
    input: CreateInput,
    earlier: FoundRun | null,
  ): Promise<CreatePlan> => {
    const [all, limits] = await Promise.all([catalogue(person, tenant), quota(person, tenant)]);
    const ownDisks = earlier?.mark?.disks ?? [];
    const plan = planOf(input, tenant, all, limits.state === "ready" ? limits.data : null);
    const named = earlier?.mark ? withDiskNames(plan, ownDisks) : plan;
    // What is made already was sound then; only its steps remain.
    if (earlier?.hasMachine) return named;
    // A disk's own name is not taken by the disk that an earlier try made of it.
    const made = earlier?.view.objects.flatMap(({ kind, name }) => (kind === "VMDisk" ? [name] : [])) ?? [];
    const takenDiskNames = all.takenDiskNames.filter((name) => !made.includes(name));
    const fields = catalogueProblems(input, { ...all, takenDiskNames });
    const isTaken = fields.some(({ rule }) => rule === "nameTaken");
    if (fields.length > 0) throw new ProblemError(isTaken ? "conflict" : "invalid", { about, fields });
    // What was made already is counted already.
    const exceeded = earlier ? [] : quotaProblems(input, plan.quota);
    if (exceeded.length > 0) throw new ProblemError("quota-exceeded", { about, fields: exceeded });
    return named;
  };

  const begin = async (
    person: Person,
    tenant: string,
    input: CreateInput,
    earlier: FoundRun | null,
    source: AuditSource,
  ): Promise<TaskView> => {
    if (earlier?.view.objects.some(({ leaving }) => leaving)) throw new ProblemError("deleting", { about });
    const plan = await soundPlan(person, tenant, input, earlier);
    const run = earlier?.view.run ?? randomUUID();
    const made = new Set((earlier?.view.objects ?? []).map(({ kind, name }) => `${kind}/${name}`));
    const note = (isMade: boolean) => {
      const last: Last = { run, asked: digestOf(run, input), isMade };
      return store.set(lastKey(person, tenant, input.name), JSON.stringify(last), rememberMs);
    };
    const asked = {
      run,
      tenant,
      vm: input.name,
      disks: plan.disks.map(({ metadata }) => metadata.name),
      ...(plan.installs && { installs: true as const }),
      steps: plan.steps.map(({ id }) => id),
      input,
    };
    return tasks.start(person, asked, async (progress) => {
      const manifests = markedManifests(plan, input, run, Date.now());
      const onMachine = async () => {
        await note(true);
        await runs.noteMade(run);
      };
      await note(earlier?.hasMachine ?? false);
      await carryOut(person, { plan, manifests, made, exposure: input.exposure, source, onMachine }, progress);
      await store.delete(lastKey(person, tenant, input.name));
    });
  };

  /** The same words again while the first are worked on, or were faster by a moment, are the same work. */
  const once = async (
    person: Person,
    tenant: string,
    input: CreateInput,
    work: () => Promise<TaskView>,
  ): Promise<TaskView> => {
    const same = () => tasks.same(person, { tenant, vm: input.name, input });
    const running = await same();
    if (running) return running;
    return work().catch(async (error: unknown) => {
      const isLate = ["busy", "conflict"].includes(problemOf(error).code);
      const begun = isLate ? await same() : null;
      if (!begun) throw error;
      return begun;
    });
  };

  return {
    create: async (person: Person, { tenant, body, source }: CreateRequest): Promise<TaskView> => {
      await guard(person, tenant);
      const input = parsed(body);
      return once(person, tenant, input, async () =>
        begin(person, tenant, input, await earlierOf(person, tenant, input), source),
      );
    },

    /** Goes on with what a plan left in the cluster, whoever began it; secrets that stand nowhere are given again. */
    resume: async (person: Person, { tenant, run, vm, secrets, source }: ResumeRequest): Promise<TaskView> => {
      await guard(person, tenant);
      const found = await runs.find(person, tenant, { run, vm });
      if (!found?.mark || found.mark.input === null) throw new ProblemError("not-found", { about });
      const { input: planned, disks } = found.mark;
      const { objects } = found.view;
      const isMade = (index: number) => objects.some(({ kind, name }) => kind === "VMDisk" && name === disks[index]);
      const input = parsed(withSecrets(planned, secrets, isMade));
      return once(person, tenant, input, () => begin(person, tenant, input, found, source));
    },
  };
};

export type VmCreator = ReturnType<typeof createVmCreator>;
