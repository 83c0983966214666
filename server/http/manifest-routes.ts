import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { cloudInitLimitBytes } from "#lib/cloud-init/user-data.ts";
import { type RelatedKind, relatedKinds } from "#lib/manifest/related.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { isOutside } from "#lib/resources/names.ts";
import { recorded } from "../audit/recorded.ts";
import { createManifestReader } from "../manifest.ts";
import { createManifestEditor } from "../verbs/edit-manifest.ts";
import { auditSourceOf, namedOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

/** User data at its longest, each line break escaped, and the rest of a change. */
const bodyLimit = 3 * cloudInitLimitBytes;

const query = z.object({ secrets: z.literal("shown").optional() });
const kindParams = z.object({ kind: z.enum(relatedKinds) });

const parsed = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const { data, success } = schema.safeParse(value);
  if (!success) throw new ProblemError("bad-request");
  return data;
};

export const manifestRoutes: Routes = (app, services) => {
  const read = createManifestReader(services);
  const edit = createManifestEditor(services);

  /** Who looks at what is covered leaves a line, whatever came of it. */
  const asked = <T>(
    request: FastifyRequest,
    kind: RelatedKind | "VMInstance",
    work: (isOpen: boolean) => Promise<T>,
  ): Promise<T> => {
    const isOpen = parsed(query, request.query).secrets === "shown";
    if (!isOpen) return work(false);
    const deed = { verb: "manifest", kind, ...namedOfRequest(request), source: auditSourceOf(request) };
    return recorded(services.audit, personOf(request), { event: "read", ...deed }, () => work(true));
  };

  app.get("/api/v1/tenants/:tenant/vms/:name/manifest", (request) => {
    const { tenant, name } = namedOfRequest(request);
    return asked(request, isOutside(name) ? "VirtualMachine" : "VMInstance", (isOpen) =>
      read.ofMachine(personOf(request), tenant, name, isOpen),
    );
  });
  app.patch("/api/v1/tenants/:tenant/vms/:name/manifest", { bodyLimit }, async (request): Promise<ManifestView> => {
    const { tenant, name } = namedOfRequest(request);
    const person = personOf(request);
    await edit(person, { tenant, name, body: request.body, source: auditSourceOf(request) });
    return read.ofMachine(person, tenant, name, false);
  });
  app.get("/api/v1/tenants/:tenant/objects/:kind/:name", (request) => {
    const { tenant, name } = namedOfRequest(request);
    const { kind } = parsed(kindParams, request.params);
    return asked(request, kind, (isOpen) => read.ofObject(personOf(request), tenant, { kind, name }, isOpen));
  });
};
