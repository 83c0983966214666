import * as z from "zod";
import type { DeleteRequest, PowerRequest } from "#lib/api/requests.ts";
import { powerActions } from "#lib/resources/vm/actions.ts";
import { createGuestReader } from "../guest-facts.ts";
import { createVmRemover } from "../verbs/delete-vm.ts";
import { createPower } from "../verbs/power.ts";
import { createVmReader } from "../vm-detail.ts";
import { answerOf } from "./answer.ts";
import { auditSourceOf, namedOfRequest, tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const powerRequest: z.ZodType<PowerRequest> = z.strictObject({ action: z.enum(powerActions) });
const deleteRequest: z.ZodType<DeleteRequest> = z.strictObject({ uid: z.string().min(4).max(128) });

export const vmRoutes: Routes = (app, services) => {
  const { live } = services;
  const readGuest = createGuestReader(services);
  const readVm = createVmReader(services);
  const power = createPower(services);
  const remove = createVmRemover(services);

  app.get("/api/v1/tenants/:tenant/vms", async (request) =>
    answerOf(await live.read(personOf(request), tenantOfRequest(request))),
  );
  app.get("/api/v1/tenants/:tenant/vms/:name", async (request) => {
    const { tenant, name } = namedOfRequest(request);
    return answerOf(await readVm(personOf(request), tenant, name));
  });
  app.get("/api/v1/tenants/:tenant/vms/:name/guest", (request) => {
    const { tenant, name } = namedOfRequest(request);
    return readGuest(personOf(request), tenant, name);
  });
  app.delete("/api/v1/tenants/:tenant/vms/:name", async (request, reply) => {
    const { tenant, name } = namedOfRequest(request);
    const body = deleteRequest.safeParse(request.body);
    if (!body.success) throw new ProblemError("bad-request");
    await remove(personOf(request), { tenant, name, uid: body.data.uid, source: auditSourceOf(request) });
    return reply.code(202).send({});
  });
  app.post("/api/v1/tenants/:tenant/vms/:name/power", (request) => {
    const { tenant, name } = namedOfRequest(request);
    const body = powerRequest.safeParse(request.body);
    if (!body.success) throw new ProblemError("bad-request");
    return power(personOf(request), { tenant, name, action: body.data.action, source: auditSourceOf(request) });
  });
};
