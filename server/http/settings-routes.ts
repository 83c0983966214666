import * as z from "zod";
import type { CloudInitAnswer } from "#lib/api/requests.ts";
import { cloudInitLimitBytes } from "#lib/cloud-init/user-data.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import { recorded } from "../audit/recorded.ts";
import { createCatalogueReader } from "../catalogue.ts";
import { createVmEditor } from "../verbs/edit-vm.ts";
import { createSettingsReader } from "../vm-settings.ts";
import { auditSourceOf, namedOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const settingsRequest = z.strictObject({ base: z.string().max(128), change: z.unknown() });

/** User data at its longest, each line break escaped, and the rest of a change. */
const bodyLimit = 3 * cloudInitLimitBytes;

/** What of a machine can be changed: read, changed, and its user data for who asks for it. */
export const settingsRoutes: Routes = (app, services) => {
  const settings = createSettingsReader(services);
  const edit = createVmEditor({ ...services, settings, catalogue: createCatalogueReader(services) });
  const path = "/api/v1/tenants/:tenant/vms/:name/settings";

  app.get(path, async (request): Promise<SettingsView> => {
    const { tenant, name } = namedOfRequest(request);
    return (await settings.read(personOf(request), tenant, name)).view;
  });
  app.patch(path, { bodyLimit }, async (request): Promise<SettingsView> => {
    const { tenant, name } = namedOfRequest(request);
    const body = settingsRequest.safeParse(request.body);
    if (!body.success) throw new ProblemError("bad-request");
    const person = personOf(request);
    await edit(person, { tenant, name, ...body.data, source: auditSourceOf(request) });
    return (await settings.read(person, tenant, name)).view;
  });
  app.get("/api/v1/tenants/:tenant/vms/:name/cloud-init", (request): Promise<CloudInitAnswer> => {
    const { tenant, name } = namedOfRequest(request);
    const person = personOf(request);
    const deed = { event: "read", verb: "cloud-init", tenant, kind: "VMInstance", name } as const;
    return recorded(services.audit, person, { ...deed, source: auditSourceOf(request) }, async () => ({
      text: await settings.cloudInit(person, tenant, name),
    }));
  });
};
