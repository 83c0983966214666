import {
  cloudInitOf,
  type SettingsRefusal,
  type SettingsView,
  settingsOf,
  settingsOfOutside,
} from "#lib/edit/settings.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { isOutside } from "#lib/resources/names.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { Person } from "./auth/person.ts";
import { ProblemError } from "./http/problem-error.ts";
import type { Services } from "./http/services.ts";
import { type Application, specHash } from "./kube/apps.ts";

const about = "vminstances get";

/** The settings with what they were read from; no application where no VMInstance made the machine. */
export type Current = { view: SettingsView; dialect: Dialect; application: Application | null };

export type SettingsReader = {
  read: (person: Person, tenant: string, name: string) => Promise<Current>;
  cloudInit: (person: Person, tenant: string, name: string) => Promise<string>;
};

/** What can be changed of a machine, as this person may see it: with the reason why nothing can. */
export const createSettingsReader = ({
  access,
  live,
  writer,
  dialect: dialects,
}: Pick<Services, "access" | "live" | "writer" | "dialect">): SettingsReader => {
  const stored = async (person: Person, tenant: string, name: string) => {
    const found = isOutside(name) ? null : await writer.read(person, { tenant, kind: "VMInstance", name });
    if (!found) throw new ProblemError("not-found", { about });
    return found;
  };

  const ofOutside = async (person: Person, tenant: string, name: string, dialect: Dialect): Promise<Current> => {
    const facts = await live.using(person, tenant, (list) => list.facts(name));
    if (!facts) throw new ProblemError("not-found", { about });
    const settings = settingsOfOutside(facts.instance);
    return { view: { base: "", settings, power: dialect.power, refusal: "outside" }, dialect, application: null };
  };

  return {
    read: async (person, tenant, name) => {
      const dialect = await dialects.read(person);
      if (isOutside(name)) return ofOutside(person, tenant, name, dialect);
      const [{ object, application }, rights] = await Promise.all([
        stored(person, tenant, name),
        access(person, tenant),
      ]);
      const read = settingsOf(object, dialect);
      if (!read) throw new ProblemError("unsupported", { about });
      const refusals: (SettingsRefusal | false)[] = [
        read.deleting && "deleting",
        read.contradictory && "contradictory",
        !accessTo(rights, name).update && "role",
      ];
      const refusal = refusals.find((one) => one !== false) || null;
      const base = specHash(application.spec);
      return { view: { base, settings: read.settings, power: dialect.power, refusal }, dialect, application };
    },

    cloudInit: async (person, tenant, name) => {
      const text = cloudInitOf((await stored(person, tenant, name)).object);
      if (text === null) throw new ProblemError("unsupported", { about });
      return text;
    },
  };
};
