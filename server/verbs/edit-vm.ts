import { parseVmChange, type VmChange } from "#lib/edit/change.ts";
import { changeProblems } from "#lib/edit/check.ts";
import { specPatch } from "#lib/edit/patch.ts";
import type { VmSettings } from "#lib/edit/settings.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { projectRow } from "#lib/resources/vm/project.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import type { CatalogueReader } from "../catalogue.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { holds } from "../kube/app-change.ts";
import { aboutWrite } from "../kube/apps.ts";
import type { Current, SettingsReader } from "../vm-settings.ts";
import { requireVmRight } from "./held-right.ts";
import { writableUnder } from "./writable.ts";

export type EditRequestFor = {
  tenant: string;
  name: string;
  /** `base` of the settings on which the person decided. */
  base: string;
  change: unknown;
  source: AuditSource;
};

const about = aboutWrite("VMInstance", "patch");

/** What is judged by the change itself, without the catalogue. */
const selfEvident: ReadonlySet<string> = new Set<keyof VmChange>(["exposure", "cloudInitSeed"]);

type Options = Pick<Services, "access" | "live" | "writer" | "audit"> & {
  settings: SettingsReader;
  catalogue: CatalogueReader;
};

/** Changes the settings of a machine: guard, parse, do, record. The platform takes anything, so all rules are ours (platform-api.md 1.5). */
export const createVmEditor = ({ access, live, writer, audit, settings, catalogue }: Options) => {
  const isTalos = (person: Person, tenant: string, name: string): Promise<boolean> =>
    live
      .using(person, tenant, (list) => list.facts(name))
      .then(
        (facts) => facts !== null && projectRow(facts).os.family === "talos",
        () => false,
      );

  const judge = async (
    person: Person,
    { tenant, name }: EditRequestFor,
    change: VmChange,
    before: VmSettings,
  ): Promise<void> => {
    if (Object.keys(change).every((key) => selfEvident.has(key))) return;
    const [offered, takesOther] = await Promise.all([
      catalogue(person, tenant),
      change.cloudInit ? isTalos(person, tenant, name) : false,
    ]);
    const fields = changeProblems(change, { name, settings: before, catalogue: offered, isTalos: takesOther });
    if (fields.length > 0) throw new ProblemError("invalid", { about, fields });
  };

  const patchFor = ({ dialect, view }: Current, change: VmChange) => ({
    spec: specPatch(dialect, view.settings, change),
    annotations: {},
  });
  /** Somebody's second click, or an answer that got lost: what was asked for is so. */
  const isDone = (now: Current, change: VmChange): boolean =>
    now.application !== null && holds(patchFor(now, change))(now.application);

  const write = (person: Person, { tenant, name, base }: EditRequestFor, spec: object, dialect: Dialect) =>
    writer.patch(person, {
      tenant,
      kind: "VMInstance",
      name,
      spec: { ...spec },
      base,
      guard: writableUnder(dialect, about),
    });

  const act = async (person: Person, request: EditRequestFor, change: VmChange): Promise<void> => {
    const { tenant, name, base } = request;
    await requireVmRight(access, person, request, "update");
    const now = await settings.read(person, tenant, name);
    const { refusal } = now.view;
    if (refusal === "outside") throw new ProblemError("unsupported", { about });
    if (refusal === "deleting" || refusal === "contradictory") throw new ProblemError(refusal, { about });
    if (isDone(now, change)) return;
    if (base !== now.view.base) throw new ProblemError("conflict", { about });
    await judge(person, request, change, now.view.settings);
    try {
      await write(person, request, patchFor(now, change).spec, now.dialect);
    } catch (error) {
      const isOvertaken = problemOf(error).code === "conflict";
      if (!isOvertaken || !isDone(await settings.read(person, tenant, name), change)) throw error;
    }
  };

  return async (person: Person, request: EditRequestFor): Promise<void> => {
    const { tenant, name, source } = request;
    const parsed = parseVmChange(request.change);
    if (!parsed.ok) throw new ProblemError("invalid", { about, fields: parsed.fields });
    try {
      await recorded(audit, person, { verb: "edit", tenant, kind: "VMInstance", name, source }, () =>
        act(person, request, parsed.change),
      );
    } finally {
      void live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
    }
  };
};
