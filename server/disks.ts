import { createHash } from "node:crypto";
import type { DiskFacts } from "#lib/resources/disk/facts.ts";
import { projectDiskRow } from "#lib/resources/disk/rows.ts";
import { vmDiskSchema } from "#lib/resources/disk/schema.ts";
import { diskStateOf } from "#lib/resources/disk/state.ts";
import type { DiskDetailView, DiskGap, DiskListView } from "#lib/resources/disk/view.ts";
import { releaseOfDisk } from "#lib/resources/names.ts";
import { projectEvents } from "#lib/resources/vm/detail.ts";
import { normaliseDisk } from "#lib/resources/vm/normalise.ts";
import type { Person } from "./auth/person.ts";
import { createDiskSizes, type DiskSizes } from "./disk-sizes.ts";
import { logFailure } from "./http/failure-log.ts";
import { ProblemError } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import { appPath } from "./kube/apps.ts";
import type { TenantList } from "./live/tenant-list.ts";

/** A volume that is being filled is looked at again after so long. */
const movingMs = 2_000;
/** One that is full changes only with its disk, of which the watch tells. */
const settledMs = 3_600_000;
/** Volumes read for one answer: each takes a request of its own. The next answer reads on. */
const mostVolumes = 50;

type Needs = Pick<Services, "kube" | "live" | "log" | "dialect">;

/** The disks of a tenant: what the live list watches anyway, with their volumes and real sizes. Nothing is watched twice. */
export const createDiskReader = ({ kube, live, log, dialect }: Needs) => {
  const sizes = createDiskSizes(kube);

  const requireDisks = (list: TenantList) => {
    const problem = list.problem();
    if (problem) throw new ProblemError(problem.code, { about: "vminstances list" });
    const unread = list.head().missing.find(({ source }) => source === "vmdisks");
    if (unread)
      throw new ProblemError(unread.code === "absent" ? "unsupported" : unread.code, { about: "vmdisks list" });
  };

  const sizesOf = (person: Person, tenant: string): Promise<DiskSizes | null> =>
    sizes(person, tenant).catch((error: unknown) => {
      logFailure(log, error, "real sizes of disks");
      return null;
    });

  const isFull = ({ volume }: DiskFacts) =>
    volume !== null && volume !== "unread" && volume.status.phase === "Succeeded";
  const nameOf = ({ disk }: DiskFacts) => disk.metadata.name;

  /** Those nobody has read yet come first, so that answer by answer all become known. */
  const lookAtVolumes = async (list: TenantList, facts: readonly DiskFacts[]) => {
    const moving = facts
      .filter((one) => !isFull(one))
      .sort((a, b) => Number(a.volume !== "unread") - Number(b.volume !== "unread"));
    await Promise.all([
      list.lookAtVolumes(moving.slice(0, mostVolumes).map(nameOf), movingMs),
      list.lookAtVolumes(facts.filter(isFull).map(nameOf), settledMs),
    ]);
  };

  const gapsOf = (facts: readonly DiskFacts[], known: DiskSizes | null): DiskGap[] => [
    ...(facts.some((one) => diskStateOf(one) === "unknown") ? ["volumes" as const] : []),
    ...(known === null ? ["sizes" as const] : []),
  ];

  /** A disk so new that the list has not heard of it; throws `not-found` when there is none. */
  const factsOfNew = async (person: Person, tenant: string, name: string): Promise<DiskFacts> => {
    const [object, spoken] = await Promise.all([
      kube.get(person, appPath(tenant, "VMDisk", name)),
      dialect.read(person).catch(() => null),
    ]);
    const disk = vmDiskSchema.safeParse(object);
    if (!disk.success) throw new ProblemError("unsupported", { about: "vmdisks get" });
    return { disk: normaliseDisk(disk.data, spoken), volume: "unread", usedBy: [] };
  };

  return {
    list: (person: Person, tenant: string): Promise<DiskListView> =>
      live.using(person, tenant, async (list) => {
        requireDisks(list);
        const [known] = await Promise.all([sizesOf(person, tenant), lookAtVolumes(list, list.diskFacts())]);
        const facts = list.diskFacts();
        const view = {
          disks: facts
            .map((one) => projectDiskRow(one, known?.(nameOf(one)) ?? null))
            .sort((a, b) => a.name.localeCompare(b.name, "en")),
          missing: gapsOf(facts, known),
        };
        const version = createHash("sha256").update(JSON.stringify(view)).digest("base64url").slice(0, 16);
        return { ...view, version };
      }),

    one: (person: Person, tenant: string, name: string): Promise<DiskDetailView> =>
      live.using(person, tenant, async (list) => {
        requireDisks(list);
        const find = () => list.diskFacts().find((one) => nameOf(one) === name);
        const first = find() ?? (await factsOfNew(person, tenant, name));
        const said = list.events.read(releaseOfDisk(name)).catch(() => []);
        const [known] = await Promise.all([sizesOf(person, tenant), lookAtVolumes(list, [first]), said]);
        const facts = find() ?? first;
        return {
          disk: projectDiskRow(facts, known?.(name) ?? null),
          missing: gapsOf([facts], known),
          events: projectEvents(await said),
        };
      }),
  };
};

export type DiskReader = ReturnType<typeof createDiskReader>;
