import { isOutside } from "#lib/resources/names.ts";
import { notesKey, notesOf, notesProblem, tidyNotes } from "#lib/resources/vm/notes.ts";
import type { AuditSource } from "../audit/audit.ts";
import { recorded } from "../audit/recorded.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Services } from "../http/services.ts";
import { aboutWrite, parseApplication } from "../kube/apps.ts";
import { requireVmRight } from "./held-right.ts";
import { writableUnder } from "./writable.ts";

export type NotesRequestFor = {
  tenant: string;
  name: string;
  /** Empty takes them away. */
  notes: string;
  /** What the person had before them: other notes by now are a `conflict`. */
  before: string;
  source: AuditSource;
};

const about = aboutWrite("VMInstance", "patch");

/** Keeps what people write about a machine with the machine itself. Gives the notes as they are kept. */
export const createNoteKeeper = ({
  access,
  live,
  dialect: dialects,
  writer,
  audit,
}: Pick<Services, "access" | "live" | "dialect" | "writer" | "audit">) => {
  const act = async (person: Person, request: NotesRequestFor, notes: string): Promise<void> => {
    const { tenant, name, before } = request;
    if (isOutside(name)) throw new ProblemError("unsupported", { about });
    await requireVmRight(access, person, request, "update");
    const isWritable = writableUnder(await dialects.read(person), about);
    await writer.patch(person, {
      ...{ tenant, kind: "VMInstance", name },
      annotations: { [notesKey]: notes === "" ? null : notes },
      guard: (object) => {
        isWritable(object);
        const now = notesOf(parseApplication(object, "VMInstance").metadata.annotations);
        // The same is no conflict: a second click, or an answer that got lost.
        if (now !== before && now !== notes) throw new ProblemError("conflict", { about });
      },
    });
  };

  return async (person: Person, request: NotesRequestFor): Promise<string> => {
    const { tenant, name, source } = request;
    const notes = tidyNotes(request.notes);
    const wrong = notesProblem(notes);
    if (wrong)
      throw new ProblemError("invalid", {
        about,
        fields: [{ path: "notes", rule: wrong === "tooLong" ? "too-long" : "invalid" }],
      });
    const deed = { verb: "note", tenant, kind: "VMInstance", name, source };
    try {
      await recorded(audit, person, deed, () => act(person, request, notes));
      return notes;
    } finally {
      void live.using(person, tenant, (list) => list.poke(name)).catch(() => {});
    }
  };
};
