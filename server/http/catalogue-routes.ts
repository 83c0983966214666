import { createCatalogueReader, createQuotaReader } from "../catalogue.ts";
import { answerOf } from "./answer.ts";
import { tenantOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import type { Routes } from "./services.ts";

export const catalogueRoutes: Routes = (app, services) => {
  const catalogue = createCatalogueReader(services);
  const quota = createQuotaReader(services);
  app.get("/api/v1/tenants/:tenant/catalogue", (request) => catalogue(personOf(request), tenantOfRequest(request)));
  app.get("/api/v1/tenants/:tenant/quota", async (request) =>
    answerOf(await quota(personOf(request), tenantOfRequest(request))),
  );
};
