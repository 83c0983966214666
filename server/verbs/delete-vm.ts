import { isOutside } from "#lib/resources/names.ts";
import { accessTo } from "#lib/resources/vm/access-to.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { lacksRight } from "../kube/access.ts";
import { aboutWrite } from "../kube/apps.ts";
import { writableUnder } from "./writable.ts";

export type DeleteRequestFor = {
  tenant: string;
  name: string;
  /** Of the machine that the person saw: another one of the same name stays. */
  uid: string;
  source: AuditSource;
};

/** Rights that refuse something are at most this old. */
const refusalAgeMs = 5_000;

/** Deletes machines. Their disks are objects of their own and stay; the public address goes back to the platform. */
export const createVmRemover = ({
  access,
  live,
  dialect: dialects,
  writer,
  audit,
}: Pick<Services, "access" | "live" | "dialect" | "writer" | "audit">) => {
  /** Nobody is refused for what was true a minute ago. */
  const mayDelete = async (person: Person, { tenant, name }: DeleteRequestFor): Promise<boolean> =>
    accessTo(await access(person, tenant), name).delete ||
    accessTo(await access(person, tenant, { maxAgeMs: refusalAgeMs }), name).delete;

  const act = async (person: Person, request: DeleteRequestFor): Promise<void> => {
    const { tenant, name, uid } = request;
    if (isOutside(name)) throw new ProblemError("unsupported", { about: aboutWrite("VMInstance", "delete") });
    if (!(await mayDelete(person, request))) throw lacksRight("delete", tenant);
    const dialect = await dialects.read(person);
    const guard = writableUnder(dialect, aboutWrite("VMInstance", "delete"));
    await writer.remove(person, { tenant, kind: "VMInstance", name, uid, guard });
  };

  return async (person: Person, request: DeleteRequestFor): Promise<void> => {
    const { tenant, name, source } = request;
    try {
      await recorded(audit, person, { verb: "delete", tenant, kind: "VMInstance", name, source }, () =>
        act(person, request),
      );
    } finally {
      void live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
    }
  };
};
