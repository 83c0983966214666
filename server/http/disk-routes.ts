import * as z from "zod";
import type { NewDiskAnswer } from "#lib/api/requests.ts";
import { createCatalogueReader, createQuotaReader } from "../catalogue.ts";
import { createDiskReader } from "../disks.ts";
import { createDiskCreator } from "../verbs/create-disk.ts";
import { createDiskRemover, deleteDiskRequest } from "../verbs/delete-disk.ts";
import { createDiskGrower } from "../verbs/grow-disk.ts";
import { auditSourceOf, namedOfRequest, tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const listQuery = z.object({ known: z.string().max(64).optional().catch(undefined) });

export const diskRoutes: Routes = (app, services) => {
  const disks = createDiskReader(services);
  const quota = createQuotaReader(services);
  const create = createDiskCreator({ ...services, catalogue: createCatalogueReader(services), quota });
  const grow = createDiskGrower({ ...services, disks, quota });
  const remove = createDiskRemover(services);

  app.get("/api/v1/tenants/:tenant/disks", async (request, reply) => {
    const { known } = listQuery.parse(request.query);
    const view = await disks.list(personOf(request), tenantOfRequest(request));
    return view.version === known ? reply.code(204).send() : view;
  });
  app.post("/api/v1/tenants/:tenant/disks", async (request, reply) => {
    const { body } = request;
    const asked = { tenant: tenantOfRequest(request), body, source: auditSourceOf(request) };
    const answer: NewDiskAnswer = await create(personOf(request), asked);
    return reply.code(201).send(answer);
  });
  app.get("/api/v1/tenants/:tenant/disks/:name", (request) => {
    const { tenant, name } = namedOfRequest(request);
    return disks.one(personOf(request), tenant, name);
  });
  app.patch("/api/v1/tenants/:tenant/disks/:name", async (request, reply) => {
    const { body } = request;
    await grow(personOf(request), { ...namedOfRequest(request), body, source: auditSourceOf(request) });
    return reply.code(202).send({});
  });
  app.delete("/api/v1/tenants/:tenant/disks/:name", async (request, reply) => {
    const body = deleteDiskRequest.safeParse(request.body);
    if (!body.success) throw new ProblemError("bad-request");
    const asked = { ...namedOfRequest(request), uid: body.data.uid, source: auditSourceOf(request) };
    await remove(personOf(request), asked);
    return reply.code(202).send({});
  });
};
