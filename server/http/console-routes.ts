import * as z from "zod";
import type { TicketRequest } from "#lib/api/requests.ts";
import { readHolders } from "../console-holders.ts";
import { issueConsoleTicket } from "../verbs/console-ticket.ts";
import { auditSourceOf, namedOfRequest } from "./params.ts";
import { personOf } from "./person.ts";
import { ProblemError } from "./problem-error.ts";
import type { Routes } from "./services.ts";

const body: z.ZodType<TicketRequest> = z.strictObject({
  kind: z.enum(["vnc", "serial"]),
  takeOver: z.boolean().optional(),
  client: z
    .string()
    .regex(/^[\w-]{16,64}$/)
    .optional(),
  atBoot: z.boolean().optional(),
  use: z.enum(["watch", "show"]).optional(),
  viewOnly: z.boolean().optional(),
});

export const consoleRoutes: Routes = (app, services) => {
  app.post("/api/v1/tenants/:tenant/vms/:name/console-tickets", async (request, reply) => {
    const { data, success } = body.safeParse(request.body);
    if (!success) throw new ProblemError("bad-request");
    reply.code(201);
    const machine = { ...namedOfRequest(request), source: auditSourceOf(request) };
    return issueConsoleTicket(services, personOf(request), machine, data);
  });

  app.get("/api/v1/tenants/:tenant/vms/:name/consoles", async (request) =>
    readHolders(services.gateway, personOf(request), namedOfRequest(request)),
  );
};
