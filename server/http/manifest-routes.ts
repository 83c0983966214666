import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { type RelatedKind, relatedKinds } from "#lib/manifest/related.ts";
import { isOutside } from "#lib/resources/names.ts";
import { recorded } from "../audit/recorded.ts";
import { createManifestReader } from "../manifest.ts";
import { auditSourceOf, namedOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const query = z.object({ secrets: z.literal("shown").optional() });
const kindParams = z.object({ kind: z.enum(relatedKinds) });

const parsed = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const { data, success } = schema.safeParse(value);
  if (!success) throw new ProblemError("bad-request");
  return data;
};

export const manifestRoutes: Routes = (app, services) => {
  const read = createManifestReader(services);

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
  app.get("/api/v1/tenants/:tenant/objects/:kind/:name", (request) => {
    const { tenant, name } = namedOfRequest(request);
    const { kind } = parsed(kindParams, request.params);
    return asked(request, kind, (isOpen) => read.ofObject(personOf(request), tenant, { kind, name }, isOpen));
  });
};
