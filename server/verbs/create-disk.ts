import type { Reading } from "#lib/api/problem.ts";
import { newDiskInputProblems, parseNewDisk } from "#lib/create/new-disk.ts";
import { diskManifest } from "#lib/create/plan-disks.ts";
import { storageEffects, storageProblems } from "#lib/resources/disk/quota.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import type { CatalogueReader } from "../catalogue.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite } from "../kube/apps.ts";
import { createDiskFollower } from "./follow-disks.ts";
import { requireTenantRight } from "./held-right.ts";
import { createPatience } from "./patient-look.ts";

export type CreateDiskRequest = { tenant: string; body: unknown; source: AuditSource };

type Options = Pick<Services, "kube" | "access" | "writer" | "audit"> & {
  catalogue: CatalogueReader;
  quota: (person: Person, tenant: string) => Promise<Reading<QuotaView>>;
};

const about = aboutWrite("VMDisk", "create");

/** A machine that names a disk without a volume is refused by its chart (platform-api.md 2.1): for so long the answer waits for one. */
const volumeMs = 20_000;

/** Makes a disk by itself. `hasVolume`: its volume is there, so a machine may take it now. */
export const createDiskCreator = ({ kube, access, writer, audit, catalogue, quota }: Options) => {
  const { volumeExists } = createDiskFollower(kube, createPatience({ troubleMs: volumeMs, everyMs: 250 }));

  return async (person: Person, { tenant, body, source }: CreateDiskRequest): Promise<{ hasVolume: boolean }> => {
    await requireTenantRight(access, person, tenant, "createDisk");
    const parsed = parseNewDisk(body);
    if (!parsed.ok) throw new ProblemError("invalid", { about, fields: parsed.fields });
    const { input } = parsed;
    const [offered, limits] = await Promise.all([catalogue(person, tenant), quota(person, tenant)]);
    const fields = newDiskInputProblems(input, offered);
    const isTaken = fields.some(({ rule }) => rule === "nameTaken");
    if (fields.length > 0) throw new ProblemError(isTaken ? "conflict" : "invalid", { about, fields });
    const { name, disk } = input;
    const wanted = { storageClass: disk.storageClass, bytes: disk.sizeBytes, claims: 1 };
    const effects = storageEffects(wanted, limits.state === "ready" ? limits.data : null);
    const exceeded = storageProblems(effects, "disk.sizeBytes");
    if (exceeded.length > 0) throw new ProblemError("quota-exceeded", { about, fields: exceeded });
    await recorded(audit, person, { verb: "create", tenant, kind: "VMDisk", name, source }, () =>
      writer.create(person, diskManifest(name, tenant, disk, offered.dialect)),
    );
    // What becomes of it is on its page; here only whether a machine may take it already.
    return {
      hasVolume: await volumeExists(person, tenant, name, volumeMs).then(
        () => true,
        () => false,
      ),
    };
  };
};
