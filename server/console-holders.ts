import type { ConsoleKind, HoldersAnswer, HolderView } from "#lib/api/requests.ts";
import type { Person } from "./auth/person.ts";
import type { ConsoleGateway } from "./gateway/gateway.ts";
import { whoIs } from "./gateway/holders.ts";
import { ProblemError } from "./http/problem-error.ts";

type Machine = { tenant: string; name: string };

/** Who is on a machine's consoles, for those who may open them themselves; nobody else is told. */
export const readHolders = async (
  gateway: Pick<ConsoleGateway, "mayOpen" | "holderOf">,
  person: Person,
  machine: Machine,
): Promise<HoldersAnswer> => {
  const read = async (kind: ConsoleKind): Promise<[ConsoleKind, HolderView | null][]> => {
    const place = { ...machine, kind };
    if (!(await gateway.mayOpen(person, place))) return [];
    const holder = await gateway.holderOf(place);
    return [
      [
        kind,
        holder && {
          name: holder.name,
          since: holder.since,
          isYou: holder.who === whoIs(person),
          viewOnly: holder.viewOnly,
        },
      ],
    ];
  };
  const [screen, line] = await Promise.all([read("vnc"), read("serial")]);
  if (screen.length + line.length === 0) throw new ProblemError("forbidden", { about: "consoles" });
  return Object.fromEntries([...screen, ...line]);
};
