import type { FastifyRequest } from "fastify";
import * as z from "zod";
import { cloudInitLimitBytes } from "#lib/cloud-init/user-data.ts";
import type { CleanUpRequest, RunSecrets, RunView } from "#lib/create/run.ts";
import { createCatalogueReader, createQuotaReader } from "../catalogue.ts";
import { createRunCleaner } from "../verbs/clean-up-run.ts";
import { createVmCreator } from "../verbs/create-vm.ts";
import { createRunReader } from "../verbs/run-reader.ts";
import { auditSourceOf, tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const vm = z.string().regex(/^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/);
const runParams = z.object({ run: z.uuid() });
const machineQuery = z.object({ vm });

const resumeRequest: z.ZodType<RunSecrets & { vm: string }> = z.strictObject({
  vm,
  cloudInit: z.string(),
  headers: z.array(z.string()).max(200),
});
const cleanUpRequest: z.ZodType<CleanUpRequest> = z.strictObject({
  vm,
  objects: z
    .array(
      z.strictObject({
        kind: z.enum(["VMInstance", "VMDisk"]),
        name: z.string().min(1).max(63),
        uid: z.string().min(4).max(128),
      }),
    )
    .min(1)
    .max(100),
});

/** User data at its longest, each line break escaped, and the rest of the input. */
const bodyLimit = 3 * cloudInitLimitBytes;

const parse = <T>(schema: z.ZodType<T>, value: unknown): T => {
  const { data, success } = schema.safeParse(value);
  if (!success) throw new ProblemError("bad-request");
  return data;
};
const runOfRequest = ({ params }: FastifyRequest): string => parse(runParams, params).run;

/** Create plans: begun, found again in the cluster, gone on with, cleaned up. */
export const runRoutes: Routes = (app, services) => {
  const runs = createRunReader(services.kube, services.store);
  const cleanUp = createRunCleaner({ ...services, runs });
  const creator = createVmCreator({
    ...services,
    runs,
    catalogue: createCatalogueReader(services),
    quota: createQuotaReader(services),
  });

  app.post("/api/v1/tenants/:tenant/vms", { bodyLimit }, async (request, reply) => {
    const { body } = request;
    const asked = { tenant: tenantOfRequest(request), body, source: auditSourceOf(request) };
    return reply.code(202).send({ task: await creator.create(personOf(request), asked) });
  });
  app.get(
    "/api/v1/tenants/:tenant/runs",
    (request): Promise<RunView[]> => runs.unfinished(personOf(request), tenantOfRequest(request)),
  );
  app.get("/api/v1/tenants/:tenant/runs/:run", async (request): Promise<RunView> => {
    const asked = { run: runOfRequest(request), vm: parse(machineQuery, request.query).vm };
    const found = await runs.find(personOf(request), tenantOfRequest(request), asked);
    if (!found) throw new ProblemError("not-found");
    return found.view;
  });
  app.post("/api/v1/tenants/:tenant/runs/:run/resume", { bodyLimit }, async (request, reply) => {
    const { vm: name, ...secrets } = parse(resumeRequest, request.body);
    const asked = { tenant: tenantOfRequest(request), run: runOfRequest(request), vm: name };
    const task = await creator.resume(personOf(request), { ...asked, secrets, source: auditSourceOf(request) });
    return reply.code(202).send({ task });
  });
  app.post("/api/v1/tenants/:tenant/runs/:run/clean-up", (request) => {
    const body = parse(cleanUpRequest, request.body);
    const asked = { tenant: tenantOfRequest(request), run: runOfRequest(request), ...body };
    return cleanUp(personOf(request), { ...asked, source: auditSourceOf(request) });
  });
};
