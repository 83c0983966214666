import { type LikeDisk, type LikeView, likeDiskOf, likeMoreOf } from "#lib/create/like-view.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import type { Person } from "./auth/person.ts";
import { logFailure } from "./http/failure-log.ts";
import { ProblemError, problemOf } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import { createSettingsReader } from "./vm-settings.ts";

/** The form takes no more disks, so nobody makes us read more. */
const mostDisks = 20;

type Needs = Pick<Services, "access" | "live" | "writer" | "dialect" | "log">;

/** A machine as a pattern for another one, read with the person's own rights: what they may not read of its disks is said, not guessed. */
export const createLikeReader = (services: Needs) => {
  const { writer, log } = services;
  const settings = createSettingsReader(services);

  const storedOf = async (
    person: Person,
    tenant: string,
    name: string,
    dialect: Dialect,
  ): Promise<LikeDisk["stored"]> => {
    try {
      const found = await writer.read(person, { tenant, kind: "VMDisk", name });
      if (!found) return "gone";
      return likeDiskOf(found.object, dialect) ?? "unread";
    } catch (error) {
      if (problemOf(error).code !== "forbidden") logFailure(log, error, "a disk of a machine to make another like");
      return "unread";
    }
  };

  return async (person: Person, tenant: string, name: string): Promise<LikeView> => {
    if (!/^[a-z0-9][a-z0-9.-]{0,252}$/.test(name)) throw new ProblemError("not-found", { about: "vminstances get" });
    const { view, dialect, application } = await settings.read(person, tenant, name);
    const disks = await Promise.all(
      view.settings.disks
        .slice(0, mostDisks)
        .map(
          async (disk): Promise<LikeDisk> => ({ ...disk, stored: await storedOf(person, tenant, disk.name, dialect) }),
        ),
    );
    const { refusal } = view;
    return {
      name,
      settings: view.settings,
      ...likeMoreOf(application?.spec ?? {}, dialect),
      disks,
      oddity: refusal === "role" ? null : refusal,
    };
  };
};
