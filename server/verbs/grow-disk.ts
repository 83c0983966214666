import * as z from "zod";
import type { FieldProblem, Reading } from "#lib/api/problem.ts";
import { fieldProblemsOf } from "#lib/create/schema.ts";
import { diskSizeSchema } from "#lib/create/schema-disks.ts";
import { growthProblem, presentBytes } from "#lib/resources/disk/growth.ts";
import { storageEffects, storageProblems } from "#lib/resources/disk/quota.ts";
import { vmDiskSchema } from "#lib/resources/disk/schema.ts";
import type { DiskRow } from "#lib/resources/disk/view.ts";
import { bytesToQuantity, quantityToBytes } from "#lib/resources/quantity.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import { normaliseDisk } from "#lib/resources/vm/normalise.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import type { DiskReader } from "../disks.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import type { KubePath } from "../kube/api.ts";
import { aboutWrite } from "../kube/apps.ts";
import { requireTenantRight } from "./held-right.ts";

export type GrowDiskRequest = { tenant: string; name: string; body: unknown; source: AuditSource };

type Options = Pick<Services, "kube" | "access" | "writer" | "audit" | "dialect"> & {
  disks: DiskReader;
  quota: (person: Person, tenant: string) => Promise<Reading<QuotaView>>;
};

const about = aboutWrite("VMDisk", "patch");
const bodySchema = z.strictObject({ uid: z.string().min(4).max(128), sizeBytes: z.number() });
const wishSchema = z.object({ sizeBytes: diskSizeSchema });

const classSchema = z.object({ allowVolumeExpansion: z.boolean().catch(false).default(false) });
const storageClass = (name: string): KubePath => ["apis", "storage.k8s.io", "v1", "storageclasses", name];

const invalid = (field: FieldProblem) => new ProblemError("invalid", { about, fields: [field] });

/** Asks for a larger disk. A smaller one is refused here, as the platform stores it and does nothing (platform-api.md 2.3). */
export const createDiskGrower = ({ kube, access, writer, audit, dialect: dialects, disks, quota }: Options) => {
  const requireQuota = async (person: Person, tenant: string, disk: DiskRow, sizeBytes: number) => {
    const limits = await quota(person, tenant);
    const bytes = sizeBytes - (presentBytes(disk) ?? sizeBytes);
    const effects = storageEffects(
      { storageClass: disk.storageClass, bytes, claims: 0 },
      limits.state === "ready" ? limits.data : null,
    );
    const exceeded = storageProblems(effects, "sizeBytes");
    if (exceeded.length > 0) throw new ProblemError("quota-exceeded", { about, fields: exceeded });
  };

  /** Where nobody may read the class the cluster itself refuses. */
  const requireGrowingClass = async (person: Person, { storageClass: name }: DiskRow) => {
    const found = classSchema.safeParse(await kube.get(person, storageClass(name)).catch(() => null));
    if (found.success && !found.data.allowVolumeExpansion)
      throw invalid({ path: "sizeBytes", rule: "classNotExpandable" });
  };

  return async (person: Person, { tenant, name, body, source }: GrowDiskRequest): Promise<void> => {
    const parsed = bodySchema.safeParse(body);
    if (!parsed.success) throw new ProblemError("bad-request");
    const { uid, sizeBytes } = parsed.data;
    const wish = wishSchema.safeParse(parsed.data);
    if (!wish.success) throw new ProblemError("invalid", { about, fields: fieldProblemsOf(wish.error) });
    await requireTenantRight(access, person, tenant, "updateDisk");
    const [{ disk }, dialect] = await Promise.all([disks.one(person, tenant, name), dialects.read(person)]);
    const tooSmall = growthProblem(disk, sizeBytes);
    if (tooSmall) throw invalid(tooSmall);
    await requireGrowingClass(person, disk);
    await requireQuota(person, tenant, disk, sizeBytes);
    /** The object as it is at the moment of the write: somebody may have grown or replaced it meanwhile. */
    const guard = (object: unknown) => {
      const now = vmDiskSchema.safeParse(object);
      if (!now.success) throw new ProblemError("unsupported", { about });
      if (!now.data.metadata.uid.startsWith(uid)) throw new ProblemError("conflict", { about });
      const askedBytes = quantityToBytes(normaliseDisk(now.data, dialect).spec.storage);
      // Repeated, the same wish is held already.
      if (askedBytes === sizeBytes) return;
      const problem = growthProblem({ askedBytes, realBytes: disk.realBytes }, sizeBytes);
      if (problem) throw invalid(problem);
    };
    const spec = { storage: bytesToQuantity(sizeBytes) };
    await recorded(audit, person, { verb: "grow", tenant, kind: "VMDisk", name, source }, () =>
      writer.patch(person, { tenant, kind: "VMDisk", name, spec, guard }),
    );
  };
};
