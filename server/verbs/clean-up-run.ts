import type { CleanUpAnswer, KeptReason, RunObject } from "#lib/create/run.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite } from "../kube/apps.ts";
import { takeLock } from "../store/lock.ts";
import type { RunReader } from "./run-reader.ts";
import { machineOf } from "./task-board.ts";
import { writableUnder } from "./writable.ts";

type Shown = Pick<RunObject, "kind" | "name" | "uid">;
export type CleanUpRequestFor = {
  tenant: string;
  run: string;
  vm: string;
  /** What the person was shown: nothing else is deleted. */
  objects: readonly Shown[];
  source: AuditSource;
};

/** A replica that was killed in the middle keeps the machine's name for so long. */
const lockMs = 30_000;

const reasonOf = (error: unknown): KeptReason => {
  const { code } = problemOf(error);
  if (code === "forbidden") return "forbidden";
  if (code === "conflict") return "changed";
  return code === "busy" || code === "contradictory" ? "busy" : "failed";
};

/**
 * Deletes what a create plan left behind: only objects with our label and this run's annotation, of the uid that was shown, and no disk that
 * another machine has. What existed before the run is never touched, as it carries no such annotation.
 */
export const createRunCleaner = ({
  writer,
  dialect: dialects,
  live,
  audit,
  store,
  tasks,
  runs,
}: Pick<Services, "writer" | "dialect" | "live" | "audit" | "store" | "tasks"> & { runs: RunReader }) => {
  const remove = async (person: Person, { tenant, run, source }: CleanUpRequestFor, shown: Shown): Promise<void> => {
    const { kind, name, uid } = shown;
    const object = await runs.own(person, tenant, run, shown);
    if (object === "gone") return;
    if (object === "changed") throw new ProblemError("conflict", { about: aboutWrite(kind, "delete") });
    if (object.metadata.deletionTimestamp !== null) return;
    const guard =
      kind === "VMInstance" ? writableUnder(await dialects.read(person), aboutWrite(kind, "delete")) : () => {};
    await recorded(audit, person, { verb: "delete", tenant, kind, name, source }, () =>
      writer.remove(person, { tenant, kind, name, uid, guard }),
    );
  };

  return async (person: Person, request: CleanUpRequestFor): Promise<CleanUpAnswer> => {
    const { tenant, vm, objects } = request;
    const lock = await takeLock(store, machineOf({ tenant, vm }), { ttlMs: lockMs, waitMs: 0, signal: person.ended });
    // It is being made, or cleaned up by somebody else.
    if (!lock) throw new ProblemError("busy", { about: "vmdisks delete" });
    const kept: CleanUpAnswer["kept"] = [];
    const attempt = async (shown: Shown, work: () => Promise<void>) => {
      const { kind, name } = shown;
      await work().catch((error: unknown) => kept.push({ kind, name, why: reasonOf(error) }));
    };
    try {
      // The machine first: as long as it has its disks, they are in use.
      for (const shown of objects.filter(({ kind }) => kind === "VMInstance")) {
        await attempt(shown, () => remove(person, request, shown));
      }
      const used = await runs.usedDisks(person, tenant);
      for (const shown of objects.filter(({ kind }) => kind === "VMDisk")) {
        if (used.has(shown.name)) kept.push({ kind: shown.kind, name: shown.name, why: "in-use" });
        else await attempt(shown, () => remove(person, request, shown));
      }
    } finally {
      await lock.release();
      void live.using(person, tenant, (list) => list.poke(vm)).catch(() => {});
    }
    // Only a notice would stay, for as long as tasks are kept.
    if (kept.length === 0) await tasks.cleanedUp(person, tenant, request.run).catch(() => {});
    return { kept };
  };
};
