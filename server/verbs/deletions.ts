import { quantityToBytes } from "#lib/resources/quantity.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import {
  beginDeletion,
  type ChosenDisk,
  type DeletableDisk,
  type Deletion,
  endOf,
  withDisk,
} from "#lib/resources/vm/deletion.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite } from "../kube/apps.ts";
import { reasonOf } from "../log.ts";
import { wait } from "../wait.ts";
import type { DeleteDiskRequest } from "./delete-disk.ts";
import type { DeleteRequestFor } from "./delete-vm.ts";
import { createDeletionBoard } from "./deletion-board.ts";
import { createDeletionFollower, type DeletionTiming, usualTiming } from "./follow-deletion.ts";
import { requireTenantRight } from "./held-right.ts";

export type DeletionRequest = DeleteRequestFor & { disks: readonly ChosenDisk[] };

/** How often it is said that somebody works on it. */
const renewEveryMs = 5_000;
/** How long a list may still know of a machine that is gone. */
const listLagMs = 30_000;

type Options = Pick<Services, "kube" | "access" | "live" | "store" | "log"> & {
  removeVm: (person: Person, request: DeleteRequestFor) => Promise<void>;
  removeDisk: (person: Person, request: DeleteDiskRequest) => Promise<void>;
  timing?: DeletionTiming;
};

/**
 * Deletes a machine and then, one by one, the disks that were chosen: as long as it has them they are in use. It goes on when the page is
 * closed; asking for the same again goes on where it ended.
 */
export const createDeletions = (options: Options) => {
  const { kube, access, live, store, log, removeVm, removeDisk, timing = usualTiming } = options;
  const board = createDeletionBoard(store);
  const follow = createDeletionFollower(kube, timing);
  const poke = (person: Person, { tenant, name }: DeletionRequest) =>
    void live.using(person, tenant, (list) => list.poke(name)).catch(() => {});

  /** The list hears of the machine's end a moment later than the cluster says it. */
  const removeOnceFree = async (person: Person, request: DeletionRequest, { name, uid }: ChosenDisk): Promise<void> => {
    const { tenant, source } = request;
    const lastMoment = Date.now() + listLagMs;
    for (;;) {
      try {
        return await removeDisk(person, { tenant, name, uid, source });
      } catch (error) {
        const { code, fields = [] } = problemOf(error);
        if (code === "not-found") return;
        const isOwn = fields.some(({ rule, values }) => rule === "diskInUse" && values?.vm === request.name);
        if (!isOwn || Date.now() > lastMoment) throw error;
        await wait(timing.everyMs, person.ended);
        if (person.ended.aborted) throw error;
      }
    }
  };

  const carryOut = async (person: Person, request: DeletionRequest, begun: Deletion): Promise<void> => {
    const { tenant, name, uid } = request;
    let deletion = begun;
    const change = async (next: Deletion) => {
      deletion = next;
      await board.save(person, request, next);
    };
    const renewal = setInterval(() => void board.renew(person, request).catch(() => {}), renewEveryMs).unref();
    try {
      const readsStatus = accessTo(await access(person, tenant), name).readStatus;
      await follow.machineGone(person, { tenant, name, uid }, { readsStatus });
      await change({ ...deletion, machine: "gone" });
      poke(person, request);
      for (const disk of begun.disks) {
        await change(withDisk(deletion, disk.name, { state: "going" }));
        const problem = await removeOnceFree(person, request, disk)
          .then(() => follow.diskGone(person, { tenant, ...disk }))
          .then(() => null, problemOf);
        await change(withDisk(deletion, disk.name, { state: problem ? "failed" : "gone", problem }));
      }
    } catch (error) {
      if (deletion.machine === "going") deletion = { ...deletion, machine: "failed", problem: problemOf(error) };
      throw error;
    } finally {
      clearInterval(renewal);
      await board.save(person, request, endOf(deletion));
      poke(person, request);
    }
  };

  return {
    /** Begins, or goes on; what is under way already is told as it is. */
    start: async (person: Person, request: DeletionRequest): Promise<Deletion> => {
      const { tenant, name, uid, disks } = request;
      if (disks.length > 0) await requireTenantRight(access, person, tenant, "deleteDisk");
      const before = await board.read(person, request);
      if (!(await board.admit(person, request))) {
        if (before) return before;
        throw new ProblemError("busy", { about: aboutWrite("VMInstance", "delete"), retryAfterSeconds: 2 });
      }
      const isAgain = before !== null && before.uid === uid;
      try {
        await removeVm(person, request).catch((error: unknown) => {
          if (!isAgain || problemOf(error).code !== "not-found") throw error;
        });
      } catch (error) {
        await board.leave(person, request);
        throw error;
      }
      const begun = beginDeletion(name, uid, disks);
      await board.save(person, request, begun);
      void carryOut(person, request, begun).catch((error: unknown) =>
        log.warn({ reason: reasonOf(error), requestId: request.source.requestId }, "a delete ended early"),
      );
      return begun;
    },
    read: board.read,
    /** The machine's disks as a page offers them to go with it. */
    disksOf: (person: Person, tenant: string, name: string): Promise<DeletableDisk[]> =>
      live.using(person, tenant, async (list) => {
        const known = list.facts(name);
        if (!known || known.disks === "unread") return [];
        const { disks } = known;
        return known.instance.spec.disks.flatMap(({ name: disk }) => {
          const object = disks.get(disk);
          if (!object || object.metadata.deletionTimestamp !== null) return [];
          const usedBy = list.vmsOfDisk(disk).filter((vm) => vm !== name);
          return [{ name: disk, uid: object.metadata.uid, sizeBytes: quantityToBytes(object.spec.storage), usedBy }];
        });
      }),
  };
};
