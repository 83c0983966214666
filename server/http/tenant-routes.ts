import * as z from "zod";
import { createActivityReader } from "../activity.ts";
import { tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import type { Routes } from "./services.ts";

const activityQuery = z.object({ known: z.string().max(64).optional().catch(undefined) });

export const tenantRoutes: Routes = (app, services) => {
  const { tenants, access } = services;
  const activity = createActivityReader(services);
  app.get("/api/v1/tenants", (request) => tenants(personOf(request)));
  app.get("/api/v1/tenants/:tenant/access", (request) => access(personOf(request), tenantOfRequest(request)));
  app.get("/api/v1/tenants/:tenant/activity", async (request, reply) => {
    const { known } = activityQuery.parse(request.query);
    const view = await activity(personOf(request), tenantOfRequest(request));
    return view.version === known ? reply.code(204).send() : view;
  });
};
