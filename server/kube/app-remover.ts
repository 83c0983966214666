import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import { type Application, type AppRef, aboutWrite, appPath } from "./apps.ts";
import { type Turn, writeTimeoutMs } from "./write-queue.ts";
import { isWorthARepeat, type WriteTools, writeTries } from "./write-tools.ts";

const lookEveryMs = 500;

export type RemoveOptions = AppRef & {
  /** Of the object that the person saw, or how it begins: another one of the same name stays. */
  uid: string;
  /** As for a patch; asked only where the object has to be written before it can be deleted. */
  guard: (object: unknown) => void;
};

/** Any write mends a release that the server has given another application's name (platform-api.md 10.2.2). */
const mendingLabels = { "deleted-by": "porthole" } as const;

/**
 * Deletes an application once the platform has carried out the last write to it: a write takes the release's finalizer away, and a release
 * that is deleted without it leaves machine, disks and addresses behind with nothing that lists them (platform-api.md 10.2.1).
 */
export const createRemove = ({ kube, queue, trail, reader, timing }: WriteTools) => {
  const isGone = (uid: string) => (application: Application | null) =>
    application === null ||
    !application.metadata.uid.startsWith(uid) ||
    application.metadata.deletionTimestamp !== null;

  const send = async (person: Person, ref: AppRef, { confirm, lost }: Turn): Promise<"sent" | "unknown-there"> => {
    await confirm();
    try {
      const path = appPath(ref.tenant, ref.kind, ref.name);
      await kube.write(person, "DELETE", path, undefined, { timeoutMs: writeTimeoutMs, signal: lost });
      return "sent";
    } catch (error) {
      if (problemOf(error).code === "not-found") return "unknown-there";
      if (isWorthARepeat(error)) return "sent";
      throw error;
    }
  };

  const mend = async (
    person: Person,
    ref: AppRef,
    application: Application,
    { confirm, lost }: Turn,
  ): Promise<void> => {
    await trail.noteUnsettled(ref, application, "labels");
    await confirm();
    const body = { metadata: { uid: application.metadata.uid, labels: mendingLabels } };
    const path = appPath(ref.tenant, ref.kind, ref.name);
    await kube.write(person, "PATCH", path, body, { timeoutMs: writeTimeoutMs, signal: lost });
  };

  /** One turn in the line; `held-back` leaves it, so that others go on meanwhile. */
  const attempt = (person: Person, { uid, guard, ...ref }: RemoveOptions) =>
    queue(ref.kind, async (turn): Promise<"done" | "held-back"> => {
      const about = aboutWrite(ref.kind, "delete");
      for (let tried = 0; tried < writeTries; tried++) {
        const found = await reader.find(person, ref);
        if (!found && tried === 0) throw new ProblemError("not-found", { about });
        if (found && tried === 0 && !found.application.metadata.uid.startsWith(uid))
          throw new ProblemError("conflict", { about });
        if (!found || isGone(uid)(found.application)) return "done";
        if (await trail.isUnsettled(ref, found.application)) return "held-back";
        const answer = await send(person, ref, turn);
        if (await reader.until(person, ref, isGone(uid))) return "done";
        if (answer === "unknown-there" && !(await trail.isNew(ref))) {
          guard(found.object);
          await mend(person, ref, found.application, turn);
          return "held-back";
        }
      }
      throw new ProblemError("busy", { about, retryAfterSeconds: 5 });
    });

  return async (person: Person, options: RemoveOptions): Promise<void> => {
    const lastMoment = performance.now() + timing.patienceMs;
    while ((await attempt(person, options)) === "held-back") {
      if (performance.now() >= lastMoment || person.ended.aborted) {
        throw new ProblemError("busy", { about: aboutWrite(options.kind, "delete"), retryAfterSeconds: 30 });
      }
      await wait(Math.min(lookEveryMs, timing.patienceMs), person.ended);
    }
  };
};
