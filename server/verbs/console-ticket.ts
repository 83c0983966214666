import type { TicketAnswer, TicketRequest } from "#lib/api/requests.ts";
import type { Person } from "../auth/person.ts";
import type { ConsoleGateway } from "../gateway/gateway.ts";
import { ProblemError } from "../http/problem-error.ts";

/**
 * A ticket for one console of one machine, or the reason why not. Looks at rights and limits only and never dials: any request
 * to KubeVirt's vnc or console that is no upgrade ends the session that is running there (platform-api.md 4.3).
 */
export const issueConsoleTicket = async (
  gateway: Pick<ConsoleGateway, "mayOpen" | "hasRoom" | "tickets">,
  person: Person,
  { tenant, name }: { tenant: string; name: string },
  { kind, takeOver = false }: TicketRequest,
): Promise<TicketAnswer> => {
  const about = `${kind} console`;
  if (!(await gateway.mayOpen(person, { tenant, name, kind }))) throw new ProblemError("forbidden", { about });
  if (!gateway.hasRoom(person, { tenant, name })) throw new ProblemError("too-many-requests", { about });
  const issued = gateway.tickets.issue({ sessionId: person.sessionId, tenant, name, kind, takeOver });
  if (!issued) throw new ProblemError("too-many-requests", { about, retryAfterSeconds: 30 });
  return issued;
};
