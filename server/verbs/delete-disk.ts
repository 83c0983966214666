import * as z from "zod";
import { parseList } from "#lib/resources/kube-object.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite, appPath } from "../kube/apps.ts";
import { requireTenantRight } from "./held-right.ts";

export type DeleteDiskRequest = {
  tenant: string;
  name: string;
  /** Of the disk that the person saw: another one of the same name stays. */
  uid: string;
  source: AuditSource;
};

const about = aboutWrite("VMDisk", "delete");

/**
 * Deletes a disk that no machine has. The platform has no such guard: it deletes volume and data at once (platform-api.md 2.3), so machines
 * are read anew, and what the live list knows of them counts as well.
 */
export const createDiskRemover = ({
  access,
  kube,
  live,
  writer,
  audit,
}: Pick<Services, "access" | "kube" | "live" | "writer" | "audit">) => {
  const usersOf = async (person: Person, tenant: string, disk: string): Promise<string[]> => {
    const [answer, known] = await Promise.all([
      kube.get(person, appPath(tenant, "VMInstance")),
      live.using(
        person,
        tenant,
        (list) => list.diskFacts().find((one) => one.disk.metadata.name === disk)?.usedBy ?? [],
      ),
    ]);
    const list = parseList(vmInstanceSchema, answer);
    if (!list) throw new ProblemError("unavailable", { about: "vminstances list" });
    const read = list.items.filter(({ spec }) => spec.disks.some(({ name }) => name === disk));
    return [...new Set([...read.map(({ metadata }) => metadata.name), ...known])].sort();
  };

  const act = async (person: Person, { tenant, name, uid }: DeleteDiskRequest): Promise<void> => {
    await requireTenantRight(access, person, tenant, "deleteDisk");
    const [vm] = await usersOf(person, tenant, name);
    if (vm !== undefined)
      throw new ProblemError("invalid", { about, fields: [{ path: "name", rule: "diskInUse", values: { vm } }] });
    await writer.remove(person, { tenant, kind: "VMDisk", name, uid, guard: () => {} });
  };

  return (person: Person, request: DeleteDiskRequest): Promise<void> => {
    const { tenant, name, source } = request;
    return recorded(audit, person, { verb: "delete", tenant, kind: "VMDisk", name, source }, () =>
      act(person, request),
    );
  };
};

export const deleteDiskRequest = z.strictObject({ uid: z.string().min(4).max(128) });
