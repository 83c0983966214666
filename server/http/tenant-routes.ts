import { listTenants } from "../kube/tenants.ts";
import { tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import type { Routes } from "./services.ts";

export const tenantRoutes: Routes = (app, { kube, access }) => {
  app.get("/api/v1/tenants", (request) => listTenants(kube, personOf(request)));
  app.get("/api/v1/tenants/:tenant/access", (request) => access(personOf(request), tenantOfRequest(request)));
};
