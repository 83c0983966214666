import type { CreatePlan } from "#lib/create/plan.ts";
import type { CreateStepId } from "#lib/create/task.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { Exposure } from "#lib/resources/vm/view.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import type { Services } from "../http/services.ts";
import { wait } from "../wait.ts";
import { askPort } from "./ask-port.ts";
import { createDiskFollower } from "./follow-disks.ts";
import { createMachineFollower } from "./follow-machine.ts";
import { createPatience } from "./patient-look.ts";
import type { MarkedManifest } from "./run-mark.ts";
import type { TaskProgress } from "./tasks.ts";

export type RunTiming = {
  /** How long trouble may last before it is a failure. */
  troubleMs: number;
  /** Between two looks at the cluster. */
  everyMs: number;
  /** How long a guest is waited for that answers on no port; then it may still be setting itself up. */
  answerMs: number;
};

const usualTiming: RunTiming = { troubleMs: 20_000, everyMs: 1_000, answerMs: 90_000 };

/** All that is to be done, and what is there already. */
export type Carried = {
  plan: CreatePlan;
  manifests: readonly MarkedManifest[];
  /** `kind/name` of what exists. */
  made: ReadonlySet<string>;
  exposure: Exposure;
  source: AuditSource;
  /** The machine was accepted. */
  onMachine: () => Promise<void>;
};

type Tools = Pick<Services, "kube" | "kubeTarget" | "access" | "live" | "writer" | "audit"> & {
  timing?: Partial<RunTiming> | undefined;
};

/** SSH where it is open, else the first port there is. */
const portOf = (exposure: Exposure): number | null => {
  if (exposure.kind === "private") return null;
  const ports = exposure.kind === "whole" ? [22] : exposure.ports;
  return ports.includes(22) ? 22 : (ports[0] ?? null);
};

/** Does what a plan says, step by step, and waits for what the platform makes of each. */
export const createCarrier = ({ kube, kubeTarget, access, live, writer, audit, timing }: Tools) => {
  const { answerMs, ...pace } = { ...usualTiming, ...timing };
  const until = createPatience(pace);
  const disks = createDiskFollower(kube, until);
  const machine = createMachineFollower(kube, live, until);

  const answered = async (
    person: Person,
    tenant: string,
    vm: string,
    port: number,
  ): Promise<"open" | "not-asked" | "no-answer"> => {
    if (!accessTo(await access(person, tenant), vm).portForward) return "not-asked";
    const endsAt = Date.now() + answerMs;
    for (;;) {
      const row = await machine.rowOf(person, tenant, vm);
      const answer = row?.addresses.private ? await askPort(kubeTarget, person, { tenant, vm, port }) : "silent";
      if (answer !== "silent") return answer === "open" ? "open" : "not-asked";
      if (Date.now() >= endsAt || person.ended.aborted) return "no-answer";
      await wait(2 * pace.everyMs, person.ended);
    }
  };

  return async (
    person: Person,
    { plan, manifests, made, exposure, source, onMachine }: Carried,
    { begin, percent, skip }: TaskProgress,
  ): Promise<void> => {
    const { name, namespace: tenant } = plan.vm.metadata;
    const diskNames = plan.disks.map(({ metadata }) => metadata.name);
    const make = async (kind: MarkedManifest["kind"]) => {
      for (const manifest of manifests.filter((one) => one.kind === kind)) {
        if (made.has(`${kind}/${manifest.metadata.name}`)) continue;
        const deed = { verb: "create", tenant, kind, name: manifest.metadata.name, source };
        await recorded(audit, person, deed, () => writer.create(person, manifest));
      }
    };
    const steps: Record<CreateStepId, () => Promise<void>> = {
      disk: () => make("VMDisk"),
      "data-volume": async () => {
        for (const disk of diskNames) await disks.volumeExists(person, tenant, disk);
      },
      vm: async () => {
        await make("VMInstance");
        await onMachine();
        live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
        await machine.installed(person, tenant, name);
      },
      import: async () => {
        const isHalted = plan.steps.every(({ id }) => id !== "boot");
        const ofMachine = () => machine.chartLook(person, tenant, name);
        const imported = { tenant, disks: diskNames, isHalted, machine: ofMachine, percent };
        if (!(await disks.imported(person, imported))) skip("import");
      },
      schedule: () => machine.scheduled(person, tenant, name),
      boot: () => machine.booted(person, tenant, name),
      address: () => machine.addressed(person, tenant, name),
      answer: async () => {
        const port = portOf(exposure);
        const answer = port === null ? "not-asked" : await answered(person, tenant, name, port);
        if (answer !== "open") skip("answer", answer);
      },
    };
    for (const { id } of plan.steps) {
      begin(id);
      await steps[id]();
    }
  };
};
