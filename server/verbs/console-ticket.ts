import type { TicketAnswer, TicketRequest } from "#lib/api/requests.ts";
import { consoleRefusal } from "#lib/resources/vm/console-permit.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import type { AuditSource } from "../audit/audit.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";

type Machine = { tenant: string; name: string };
type Asked = Machine & { source: AuditSource };
type Tools = {
  gateway: Pick<Services["gateway"], "mayOpen" | "hasRoom" | "openLimits" | "tickets">;
  live: Pick<Services["live"], "read" | "using">;
};

/** The machine as the list has it; null when the list has none; undefined when nothing is known. */
const rowOf = async ({ live }: Tools, person: Person, { tenant, name }: Machine): Promise<VmRow | null | undefined> => {
  const read = await live.read(person, tenant).catch(() => null);
  if (read?.state !== "ready") return undefined;
  return read.data.rows.find((row) => row.name === name) ?? null;
};

/** The launcher pod's uid, as each start makes one: the newest that runs, or else that is about to; null where pods are not for this person. */
const instanceOf = ({ live }: Tools, person: Person, { tenant, name }: Machine): Promise<string | null> =>
  live
    .using(person, tenant, async (list) => {
      const pods = list.facts(name)?.pods;
      if (!pods || pods === "unread") return null;
      const newestIn = (phase: string) =>
        pods
          .filter(({ metadata, status }) => status.phase === phase && metadata.deletionTimestamp === null)
          .map(({ metadata }) => metadata)
          .sort((one, other) => (one.creationTimestamp < other.creationTimestamp ? 1 : -1))[0]?.uid;
      return newestIn("Running") ?? newestIn("Pending") ?? null;
    })
    .catch(() => null);

const refuseByState = (row: VmRow | null | undefined, { kind, atBoot = false }: TicketRequest): void => {
  // What is not known here, upstream will say.
  if (row === undefined) return;
  const about = `${kind} console`;
  if (row === null) throw new ProblemError("not-found", { about });
  if (atBoot && row.state === "starting") return;
  if (consoleRefusal(row.state)) throw new ProblemError("not-running", { about });
};

/**
 * A ticket for one console of one machine, or the reason why not. Looks at rights, limits and what is known already, and never
 * dials: any request to KubeVirt's vnc or console that is no upgrade ends the session that is running there (platform-api.md 4.3).
 */
export const issueConsoleTicket = async (
  tools: Tools,
  person: Person,
  { source, ...machine }: Asked,
  request: TicketRequest,
): Promise<TicketAnswer> => {
  const { gateway } = tools;
  const { kind, takeOver = false, atBoot = false, client } = request;
  const about = `${kind} console`;
  // Rights first: who may not open a console here is not told whether the machine exists.
  if (!(await gateway.mayOpen(person, { ...machine, kind }))) throw new ProblemError("forbidden", { about });
  refuseByState(await rowOf(tools, person, machine), request);
  // Who shows has a place already.
  if (request.use !== "show" && !(await gateway.hasRoom(person, machine)))
    throw new ProblemError("too-many-requests", { about });
  const wanted = { kind, takeOver, atBoot, client: client ?? null, use: request.use ?? ("open" as const) };
  const viewOnly = request.viewOnly ?? false;
  const issued = await gateway.tickets.issue({ sessionId: person.sessionId, ...machine, ...wanted, viewOnly, source });
  if (!issued) throw new ProblemError("too-many-requests", { about, retryAfterSeconds: 60 });
  return { ...issued, limits: gateway.openLimits, instance: await instanceOf(tools, person, machine) };
};
