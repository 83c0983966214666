import * as z from "zod";
import type { FieldProblem } from "#lib/api/problem.ts";
import { specProblems } from "#lib/manifest/check-spec.ts";
import { holdsCover } from "#lib/manifest/covered.ts";
import type { FieldSchema } from "#lib/manifest/field-schema.ts";
import { applyMergePatch, isObject, type JsonObject } from "#lib/manifest/merge-patch.ts";
import { metadataProblems } from "#lib/manifest/own-metadata.ts";
import type { Dialect } from "#lib/resources/dialect/dialect.ts";
import { isOutside } from "#lib/resources/names.ts";
import { normalise } from "#lib/resources/vm/normalise.ts";
import { vmInstanceSchema } from "#lib/resources/vm/schema.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite } from "../kube/apps.ts";
import { baseOfText, manifestBase } from "../manifest.ts";
import { requireVmRight } from "./held-right.ts";
import { writableUnder } from "./writable.ts";

export type EditManifestFor = { tenant: string; name: string; body: unknown; source: AuditSource };

const about = aboutWrite("VMInstance", "patch");

const texts = z.record(z.string(), z.string().nullable());
/** Of metadata nothing but labels and annotations has a place in it: no namespace, owner or finalizer. */
const request = z.strictObject({
  base: z.string().max(128),
  patch: z.strictObject({
    spec: z.record(z.string(), z.json()).optional(),
    metadata: z.strictObject({ labels: texts.optional(), annotations: texts.optional() }).optional(),
  }),
});

type Request = z.output<typeof request>;

const problemsOf = (object: JsonObject, patched: JsonObject, spec: JsonObject, schema: FieldSchema | null) => {
  const metadata = metadataProblems(sectionOf(object, "metadata"), sectionOf(patched, "metadata")).map(
    ({ part, key, rule }): FieldProblem => ({ path: `metadata.${part}.${key}`, rule }),
  );
  const isOwn = (key: string | number | undefined) => Object.hasOwn(spec, key ?? "");
  const ofSpec = (schema ? specProblems(sectionOf(patched, "spec"), schema) : [])
    .filter(({ path, rule }) => rule !== "unknown" && isOwn(path[0]))
    .map(({ path, rule }): FieldProblem => ({ path: ["spec", ...path].join("."), rule }));
  return [...metadata, ...ofSpec];
};

const sectionOf = (object: JsonObject, key: string): JsonObject => {
  const part = object[key];
  return isObject(part) ? part : {};
};

/**
 * Writes what somebody changed in a machine's manifest: a merge patch of the spec and of the metadata that is theirs. What the schema does
 * not know goes as it was typed, for the platform to judge; what the next read would destroy does not (platform-api.md 1.5).
 */
export const createManifestEditor = ({
  access,
  live,
  dialect: dialects,
  spec: specOf,
  writer,
  audit,
}: Pick<Services, "access" | "live" | "dialect" | "spec" | "writer" | "audit">) => {
  /** Looks at the object as it is when its turn has come: nobody else's words are written over, and nothing wrong is stored. */
  const guardOf = ({ base, patch }: Request, dialect: Dialect, schema: FieldSchema | null) => {
    const isWritable = writableUnder(dialect, about);
    let isFirstLook = true;
    return (object: unknown): void => {
      isWritable(object);
      // What is found at a second try may be this very change, of which no answer came.
      const isOther = isFirstLook && baseOfText(base).metadata !== manifestBase(object).metadata;
      if (patch.metadata && isOther) throw new ProblemError("conflict", { about });
      isFirstLook = false;
      const stored = isObject(object) ? object : {};
      const applied = applyMergePatch(stored, { ...patch });
      const patched = isObject(applied) ? applied : {};
      const fields = problemsOf(stored, patched, patch.spec ?? {}, schema);
      const read = vmInstanceSchema.safeParse(patched).data;
      // Where no schema is published this is all that stands between a person and a machine without disks.
      if (fields.length === 0 && (!read || normalise(read, dialect).contradictory))
        fields.push({ path: "spec", rule: "type" });
      if (fields.length > 0) throw new ProblemError("invalid", { about, fields });
    };
  };

  const act = async (person: Person, { tenant, name }: EditManifestFor, asked: Request): Promise<void> => {
    if (isOutside(name)) throw new ProblemError("unsupported", { about });
    await requireVmRight(access, person, { tenant, name }, "update");
    const [dialect, schema] = await Promise.all([dialects.read(person), specOf(person)]);
    const { spec, metadata } = asked.patch;
    await writer.patch(person, {
      tenant,
      kind: "VMInstance",
      name,
      ...(spec && { spec, base: baseOfText(asked.base).spec }),
      ...(metadata?.labels && { labels: metadata.labels }),
      ...(metadata?.annotations && { annotations: metadata.annotations }),
      guard: guardOf(asked, dialect, schema),
    });
  };

  return async (person: Person, asked: EditManifestFor): Promise<void> => {
    const { tenant, name, source } = asked;
    const body = request.safeParse(asked.body);
    // A cover stands for a secret that was never looked at: written, it would take that secret's place.
    if (!body.success || holdsCover(body.data.patch)) throw new ProblemError("bad-request", { about });
    try {
      await recorded(audit, person, { verb: "edit", tenant, kind: "VMInstance", name, source }, () =>
        act(person, asked, body.data),
      );
    } finally {
      void live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
    }
  };
};
