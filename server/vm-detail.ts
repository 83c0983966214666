import type { Reading } from "#lib/api/problem.ts";
import { isOutside, releaseOfDisk, releaseOfVm } from "#lib/resources/names.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import { projectDetail } from "#lib/resources/vm/detail.ts";
import { nothingElseRead, type VmFacts } from "#lib/resources/vm/facts.ts";
import { normalise } from "#lib/resources/vm/normalise.ts";
import { type OwnObject, ownObjectOf } from "#lib/resources/vm/own-object.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import type { Person } from "./auth/person.ts";
import { ProblemError } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import { appPath } from "./kube/apps.ts";
import { readingOf } from "./reading.ts";

/** Disks whose volume and events are read for one page. */
const mostDisks = 10;

/** One machine: what the live list knows of it, with its volumes and events. */
export const createVmReader = ({
  access,
  kube,
  live,
  log,
  dialect,
  config,
}: Pick<Services, "access" | "kube" | "live" | "log" | "dialect" | "config">) => {
  /** A machine so new that the list has not heard of it; throws `not-found` when there is none. */
  const factsOfNew = async (person: Person, tenant: string, name: string): Promise<VmFacts> => {
    const [object, spoken] = await Promise.all([
      kube.get(person, appPath(tenant, "VMInstance", name)),
      // Without the schema it is read by what it says itself.
      dialect.read(person).catch(() => null),
    ]);
    const instance = vmInstanceSchema.safeParse(object);
    if (!instance.success) throw new ProblemError("unsupported", { about: "vminstances get" });
    return {
      instance: normalise(instance.data, spoken),
      ...nothingElseRead,
    };
  };

  /** Where the state can only be concluded, who may start the machine may ask whether it is on. */
  const mayAsk = async (person: Person, tenant: string, { virtualMachine, running, instance }: VmFacts) => {
    const { deletionTimestamp, name } = instance.metadata;
    if (virtualMachine !== "unread" || running !== "unread" || deletionTimestamp !== null) return false;
    // No rights are guessed: who cannot be told them does not ask.
    return access(person, tenant).then(
      (held) => accessTo(held, name).start,
      () => false,
    );
  };

  /** What the list does not keep of it. The page is worth showing without. */
  const readOwn = async (person: Person, tenant: string, name: string): Promise<OwnObject | null> =>
    isOutside(name) ? null : ownObjectOf(await kube.get(person, appPath(tenant, "VMInstance", name)).catch(() => null));

  const read = (person: Person, tenant: string, name: string): Promise<VmView> =>
    live.using(person, tenant, async (list) => {
      const problem = list.problem();
      if (problem) throw new ProblemError(problem.code, { about: "vminstances list" });
      const first = list.facts(name) ?? (await factsOfNew(person, tenant, name));
      // Volumes of a machine that no VMInstance made need not be the platform's.
      const disks = (isOutside(name) ? [] : first.instance.spec.disks)
        .map((disk) => disk.name)
        .filter((disk) => disk !== "")
        .slice(0, mostDisks);
      const pods = first.pods === "unread" ? [] : first.pods.map(({ metadata }) => metadata.name);
      const objects = [releaseOfVm(name), ...disks.map(releaseOfDisk), ...pods.slice(0, 2)];
      // What cannot be read is left out: the page is worth showing without it.
      const said = Promise.all(objects.map((object) => list.events.read(object).catch(() => [])));
      const asking = (await mayAsk(person, tenant, first)) ? list.askPower(name) : null;
      const [own, events] = await Promise.all([readOwn(person, tenant, name), said, list.lookAtVolumes(disks), asking]);
      return projectDetail({ facts: list.facts(name) ?? first, events: events.flat(), own, overlay: config.catalogue });
    });

  return (person: Person, tenant: string, name: string): Promise<Reading<VmView>> =>
    readingOf(log, read(person, tenant, name));
};
