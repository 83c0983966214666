import { type Manifest, ownLabel } from "#lib/create/manifest.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import { aboutWrite, appPath, isOurs } from "./apps.ts";
import { writeTimeoutMs } from "./write-queue.ts";
import { isWorthARepeat, type WriteTools, writeTries } from "./write-tools.ts";

/** Makes an application with our label; the platform's acceptance is all that is waited for. */
export const createCreate =
  ({ kube, queue, trail, reader }: WriteTools) =>
  (person: Person, manifest: Manifest): Promise<void> =>
    queue(manifest.kind, async ({ confirm, lost }) => {
      const { kind, metadata } = manifest;
      const ref = { tenant: metadata.namespace, kind, name: metadata.name };
      const about = aboutWrite(kind, "create");
      const found = await reader.find(person, ref);
      if (found) {
        throw new ProblemError(found.application.metadata.deletionTimestamp ? "deleting" : "conflict", { about });
      }
      const body = { ...manifest, metadata: { ...metadata, labels: { ...metadata.labels, ...ownLabel } } };
      const options = { timeoutMs: writeTimeoutMs, signal: lost };
      await trail.noteCreate(ref);
      for (let tried = 1; ; tried++) {
        await confirm();
        try {
          await kube.write(person, "POST", appPath(ref.tenant, kind), body, options);
          await reader.until(person, ref, (application) => application !== null);
          return;
        } catch (error) {
          const wasMadeBefore = tried > 1 && problemOf(error).code === "conflict";
          if (!wasMadeBefore && !isWorthARepeat(error)) throw error;
          const made = await reader.find(person, ref);
          // None of ours makes another one while we have the line, and others do not carry our label.
          if (made && isOurs(made.application)) return;
          if (made || tried >= writeTries) throw error;
        }
      }
    });
