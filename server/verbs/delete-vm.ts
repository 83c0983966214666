import { isOutside } from "#lib/resources/names.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite } from "../kube/apps.ts";
import { requireVmRight } from "./held-right.ts";
import { writableUnder } from "./writable.ts";

export type DeleteRequestFor = {
  tenant: string;
  name: string;
  /** Of the machine that the person saw: another one of the same name stays. */
  uid: string;
  source: AuditSource;
};

/** Deletes machines. Their disks are objects of their own and stay; the public address goes back to the platform. */
export const createVmRemover = ({
  access,
  live,
  dialect: dialects,
  writer,
  audit,
}: Pick<Services, "access" | "live" | "dialect" | "writer" | "audit">) => {
  const act = async (person: Person, request: DeleteRequestFor): Promise<void> => {
    const { tenant, name, uid } = request;
    if (isOutside(name)) throw new ProblemError("unsupported", { about: aboutWrite("VMInstance", "delete") });
    await requireVmRight(access, person, request, "delete");
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
