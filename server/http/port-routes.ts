import * as z from "zod";
import type { PortCheckRequest } from "#lib/api/requests.ts";
import { isPort } from "#lib/resources/ports.ts";
import { createPortCheck } from "../verbs/check-port.ts";
import { namedOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const body: z.ZodType<PortCheckRequest> = z.strictObject({ port: z.number().refine(isPort) });

export const portRoutes: Routes = (app, services) => {
  const check = createPortCheck(services);

  app.post("/api/v1/tenants/:tenant/vms/:name/port-checks", async (request) => {
    const { data, success } = body.safeParse(request.body);
    if (!success) throw new ProblemError("bad-request");
    return check(personOf(request), { ...namedOfRequest(request), port: data.port });
  });
};
