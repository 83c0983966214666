import * as z from "zod";
import type { RunObject, RunView } from "#lib/create/run.ts";
import { askedHeaders } from "#lib/create/run.ts";
import { lenient, parseList, section } from "#lib/resources/kube-object.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube } from "../kube/api.ts";
import { type AppKind, type Application, applicationSchema, appPath, isOurs, nullWhenMissing } from "../kube/apps.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { markOf, offeredMs, type RunMark, recentRuns, runOf } from "./run-mark.ts";
import { machineOf } from "./task-board.ts";

/** A run as the cluster has it. */
export type FoundRun = {
  view: RunView;
  /** Null where what was planned is nowhere any more. */
  mark: RunMark | null;
  /** Its machine is there: nothing remains but to wait. */
  hasMachine: boolean;
};

const partial = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

/** Nobody has more plans under way in one tenant; each costs a read for every disk of it. */
const mostRuns = 20;

const diskEntry = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);
const specSchema = section({ disks: lenient(diskEntry) });
const disksOf = ({ spec }: Application): string[] => specSchema.parse(spec).disks;

const madeKey = (run: string) => `create:made:${run}`;

/** Reads what create plans made and left, from the cluster itself: any replica, tab or person sees the same. */
export const createRunReader = (kube: Kube, store: SharedStore, now: () => number = Date.now) => {
  const read = async (person: Person, tenant: string, kind: AppKind, name: string): Promise<Application | null> => {
    const object = await kube.get(person, appPath(tenant, kind, name)).catch(nullWhenMissing);
    return object === null ? null : (applicationSchema.safeParse(object).data ?? null);
  };

  const list = async (person: Person, tenant: string, kind: AppKind, options = {}): Promise<Application[]> => {
    const answer = parseList(applicationSchema, await kube.get(person, appPath(tenant, kind), options));
    if (!answer) throw new ProblemError("unavailable", { about: `${kind} list` });
    return answer.items;
  };

  const recentMarks = async (person: Person, tenant: string): Promise<RunMark[]> => {
    const query = { labelSelector: recentRuns(now()) };
    const first = await list(person, tenant, "VMDisk", { query, accept: partial });
    return first
      .filter((disk) => isOurs(disk) && Date.parse(disk.metadata.creationTimestamp) > now() - offeredMs)
      .sort((one, other) => (one.metadata.creationTimestamp < other.metadata.creationTimestamp ? 1 : -1))
      .flatMap((disk) => markOf(disk) ?? [])
      .slice(0, mostRuns);
  };

  const isOf = (run: string) => (object: Application | null) =>
    object !== null && isOurs(object) && runOf(object) === run;

  const objectOf = (kind: AppKind, { metadata }: Application): RunObject => {
    const { name, uid, deletionTimestamp } = metadata;
    return { kind, name, uid, leaving: deletionTimestamp !== null };
  };

  const found = (
    { run, tenant, vm }: { run: string; tenant: string; vm: string },
    machine: Application | null,
    disks: readonly Application[],
    known: RunMark | null,
  ): FoundRun => {
    const isOwn = isOf(run)(machine);
    const own = disks.filter(isOf(run));
    const mark = known ?? own.map(markOf).find((one) => one !== null) ?? null;
    const isMade = (index: number) => own.some(({ metadata }) => metadata.name === mark?.disks[index]);
    const objects = [
      ...(isOwn && machine ? [objectOf("VMInstance", machine)] : []),
      ...own.map((disk) => objectOf("VMDisk", disk)),
    ];
    const madeAt = [...(isOwn && machine ? [machine] : []), ...own]
      .map(({ metadata }) => metadata.creationTimestamp)
      .sort()[0];
    const asks =
      isOwn || !mark?.input
        ? { cloudInit: false, headers: [] }
        : { cloudInit: mark.cloudInit, headers: askedHeaders(mark.input, isMade) };
    const resumable = mark?.input != null && (machine === null || isOwn) && objects.every(({ leaving }) => !leaving);
    return { mark, hasMachine: isOwn, view: { run, tenant, vm, madeAt: madeAt ?? "", objects, asks, resumable } };
  };

  const present = async (person: Person, tenant: string, names: readonly string[]): Promise<Application[]> => {
    const all = await Promise.all(names.map((name) => read(person, tenant, "VMDisk", name)));
    return all.filter((disk) => disk !== null);
  };

  return {
    /** One run, its machine there or not; null when nothing of it is. */
    find: async (
      person: Person,
      tenant: string,
      { run, vm }: { run: string; vm: string },
    ): Promise<FoundRun | null> => {
      const machine = await read(person, tenant, "VMInstance", vm);
      const own = machine && isOf(run)(machine) ? machine : null;
      const marks = own ? [] : await recentMarks(person, tenant);
      const mark = (own && markOf(own)) ?? marks.find((one) => one.run === run && one.vm === vm) ?? null;
      const names = new Set([...(mark?.disks ?? []), ...(own ? disksOf(own) : [])]);
      const result = found({ run, tenant, vm }, machine, await present(person, tenant, [...names]), mark);
      return result.view.objects.length > 0 ? result : null;
    },

    /** Disks of recent plans whose machine was never made, as far as anybody knows, and is not being made now. */
    unfinished: async (person: Person, tenant: string): Promise<RunView[]> => {
      const recent = await recentMarks(person, tenant);
      const known = await Promise.all(
        recent.map(({ run, vm }) => Promise.all([store.get(madeKey(run)), store.get(machineOf({ tenant, vm }))])),
      );
      const marks = recent.filter((_, index) => known[index]?.every((value) => value === null));
      if (marks.length === 0) return [];
      const machines = await list(person, tenant, "VMInstance");
      const used = new Set(machines.flatMap(disksOf));
      const left = marks.filter(({ run, disks }) => !machines.some(isOf(run)) && !disks.some((disk) => used.has(disk)));
      const runs = await Promise.all(
        left.map(async (mark) => {
          const machine = machines.find(({ metadata }) => metadata.name === mark.vm) ?? null;
          return found({ ...mark, tenant }, machine, await present(person, tenant, mark.disks), mark).view;
        }),
      );
      return runs.filter(({ objects }) => objects.some(({ leaving }) => !leaving));
    },

    /** Names of disks that machines of the tenant have, those being deleted left out. */
    usedDisks: async (person: Person, tenant: string): Promise<ReadonlySet<string>> => {
      const machines = await list(person, tenant, "VMInstance");
      return new Set(machines.filter(({ metadata }) => metadata.deletionTimestamp === null).flatMap(disksOf));
    },

    /** One object, when this run made it and it is still the one of this uid. */
    own: async (
      person: Person,
      tenant: string,
      run: string,
      { kind, name, uid }: Pick<RunObject, "kind" | "name" | "uid">,
    ) => {
      const object = await read(person, tenant, kind, name);
      if (object === null) return "gone";
      return isOf(run)(object) && object.metadata.uid === uid ? object : "changed";
    },

    /** Its machine exists: whatever becomes of that, the plan is not offered again. */
    noteMade: (run: string): Promise<void> => store.set(madeKey(run), "", 2 * offeredMs),
  };
};

export type RunReader = ReturnType<typeof createRunReader>;
