import type { Person } from "../auth/person.ts";
import type { AppChange } from "./app-change.ts";
import type { Read } from "./app-reader.ts";
import type { AppRef } from "./apps.ts";
import type { WriteTools } from "./write-tools.ts";

/** An object with what was written to it in the last seconds, which its next patch repeats. */
export type Latest = Read & { recent: AppChange };

/**
 * Reads an object as it is after our own last writes: the server that answers may not know of them yet. If it never does, that write was
 * lost, and is repeated with the next. Null where there is none.
 */
export const createLatest =
  ({ trail, reader }: Pick<WriteTools, "trail" | "reader">) =>
  async (person: Person, ref: AppRef): Promise<Latest | null> => {
    const found = await reader.find(person, ref);
    if (!found) return null;
    const recent = await trail.recent(ref, found.application.metadata.uid);
    // The next read may be the other server's again, so it is this look that counts.
    const later = recent.isIn(found.application) ? null : await reader.seen(person, ref, recent.isIn);
    const now = later?.found ?? found;
    return { ...now, recent: recent.from(now.application) };
  };
