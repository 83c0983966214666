import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import { type AppChange, holds, mergedChange, settled } from "./app-change.ts";
import { createLatest } from "./app-latest.ts";
import { type Application, type AppRef, aboutWrite, applicationSchema, appPath, specHash } from "./apps.ts";
import { type Turn, writeTimeoutMs } from "./write-queue.ts";
import { isWorthARepeat, type WriteTools, writeTries } from "./write-tools.ts";

export type PatchOptions = AppRef & {
  /** Keys of the spec to write, any JSON, null to take one away; already holding all of them is no write. */
  spec?: AppChange["spec"];
  /** The same of its annotations. */
  annotations?: AppChange["annotations"];
  /** And of its labels. */
  labels?: AppChange["labels"];
  /** `specHash` of what the decision was made on: another spec by now is a `conflict`. */
  base?: string;
  /** Looks at the object as it is now and throws when it must not be written. */
  guard: (object: unknown) => void;
};

/** Changes keys of an application's spec, annotations or labels of it, by a merge patch of these keys alone. */
export const createPatch = ({ kube, queue, trail, reader, timing }: WriteTools) => {
  const latest = createLatest({ trail, reader });

  const write = async (
    person: Person,
    ref: AppRef,
    before: Application,
    change: AppChange,
    { confirm, lost }: Turn,
  ) => {
    const { spec, annotations, labels = {} } = change;
    // What changes nothing of the spec makes the platform do nothing before its next round.
    const isSame = holds({ spec, annotations: {} })(before);
    await trail.noteUnsettled(ref, before, isSame ? "labels" : "spec");
    await confirm();
    const { uid } = before.metadata;
    const metadata = {
      uid,
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ...(Object.keys(labels).length > 0 && { labels }),
    };
    const body = Object.keys(spec).length > 0 ? { metadata, spec } : { metadata };
    const path = appPath(ref.tenant, ref.kind, ref.name);
    const answer = await kube.write(person, "PATCH", path, body, { timeoutMs: writeTimeoutMs, signal: lost });
    const said = applicationSchema.safeParse(answer).data ?? null;
    const made = settled(change, said);
    // Only what the cluster took from this person is ever repeated, as the next one to patch may be somebody else.
    await trail.noteChange(ref, before, made, said);
    if (!(await reader.until(person, ref, holds(made)))) {
      throw new ProblemError("busy", { about: aboutWrite(ref.kind, "patch"), retryAfterSeconds: 5 });
    }
  };

  /** Gives whether anything had to be written. */
  return (
    person: Person,
    { spec = {}, annotations = {}, labels = {}, base, guard, ...ref }: PatchOptions,
  ): Promise<boolean> =>
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
        const wanted = mergedChange(found.recent, { spec, annotations, labels });
        if (holds(wanted)(found.application)) return tried > 1;
        try {
          await write(person, ref, found.application, wanted, turn);
          return true;
        } catch (error) {
          // A 404 of what a read has just shown is a server that has not heard of it yet.
          const isUnheardOf = problemOf(error).code === "not-found" && (await trail.isNew(ref));
          if (tried >= writeTries || !(isWorthARepeat(error) || isUnheardOf)) throw error;
          // The server that lost the race, or has not heard of it, knows more in a moment.
          await wait(timing.everyMs, person.ended);
        }
      }
    });
};
