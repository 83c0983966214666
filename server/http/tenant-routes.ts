import { tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import type { Routes } from "./services.ts";

export const tenantRoutes: Routes = (app, { tenants, access }) => {
  app.get("/api/v1/tenants", (request) => tenants(personOf(request)));
  app.get("/api/v1/tenants/:tenant/access", (request) => access(personOf(request), tenantOfRequest(request)));
};
