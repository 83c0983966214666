import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import { type Application, type AppRef, aboutWrite, appPath, specHash } from "./apps.ts";
import { type Turn, writeTimeoutMs } from "./write-queue.ts";
import { isWorthARepeat, type WriteTools, writeTries } from "./write-tools.ts";
import type { Scalars } from "./write-trail.ts";

export type PatchOptions = AppRef & {
  /** Keys of the spec to write; already holding all of them is no write. */
  spec: Scalars;
  /** `specHash` of what the decision was made on: another spec by now is a `conflict`. */
  base?: string;
  /** Looks at the object as it is now and throws when it must not be written. */
  guard: (object: unknown) => void;
};

const holds = (spec: Scalars) => (application: Application | null) =>
  application !== null && Object.entries(spec).every(([key, value]) => application.spec[key] === value);

/** Changes keys of an application's spec by a merge patch of these keys alone. */
export const createPatch = ({ kube, queue, trail, reader }: WriteTools) => {
  const write = async (person: Person, ref: AppRef, before: Application, spec: Scalars, { confirm, lost }: Turn) => {
    await trail.noteUnsettled(ref, before);
    await confirm();
    const body = { metadata: { uid: before.metadata.uid }, spec };
    const path = appPath(ref.tenant, ref.kind, ref.name);
    await kube.write(person, "PATCH", path, body, { timeoutMs: writeTimeoutMs, signal: lost });
    // Only what the cluster took from this person is ever repeated, as the next one to patch may be somebody else.
    await trail.noteSpec(ref, before.metadata.uid, spec);
    if (!(await reader.until(person, ref, holds(spec)))) {
      throw new ProblemError("busy", { about: aboutWrite(ref.kind, "patch"), retryAfterSeconds: 5 });
    }
  };

  /** The server that answers may not know yet what was written last. If it never does, that write was lost, and is repeated with the next. */
  const latest = async (person: Person, ref: AppRef) => {
    const found = await reader.find(person, ref);
    if (!found) return null;
    const recent = await trail.recent(ref, found.application.metadata.uid);
    if (holds(recent)(found.application) || !(await reader.until(person, ref, holds(recent))))
      return { ...found, recent };
    return { ...((await reader.find(person, ref)) ?? found), recent };
  };

  /** Gives whether anything had to be written. */
  return (person: Person, { spec, base, guard, ...ref }: PatchOptions): Promise<boolean> =>
    queue(ref.kind, async (turn) => {
      const about = aboutWrite(ref.kind, "patch");
      let uid: string | null = null;
      for (let tried = 1; ; tried++) {
        const found = await latest(person, ref);
        if (!found) throw new ProblemError("not-found", { about });
        const { metadata, spec: stored } = found.application;
        if (metadata.deletionTimestamp) throw new ProblemError("deleting", { about });
        const isOther = uid === null ? base !== undefined && base !== specHash(stored) : uid !== metadata.uid;
        // Changed, or replaced by another object of the same name: that one was never looked at.
        if (isOther) throw new ProblemError("conflict", { about });
        uid = metadata.uid;
        guard(found.object);
        const wanted = { ...found.recent, ...spec };
        if (holds(wanted)(found.application)) return tried > 1;
        try {
          await write(person, ref, found.application, wanted, turn);
          return true;
        } catch (error) {
          // A 404 of what a read has just shown is a server that has not heard of it yet.
          const isUnheardOf = problemOf(error).code === "not-found" && (await trail.isNew(ref));
          if (tried >= writeTries || !(isWorthARepeat(error) || isUnheardOf)) throw error;
        }
      }
    });
};
