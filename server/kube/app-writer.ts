import * as z from "zod";
import type { VmDiskManifest, VmInstanceManifest } from "#lib/create/plan.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import { wait } from "../wait.ts";
import type { Kube, KubePath } from "./api.ts";
import type { WriteQueue } from "./write-queue.ts";

const resourceOf = { VMInstance: "vminstances", VMDisk: "vmdisks" } as const;
type Kind = keyof typeof resourceOf;

/** After a write, reads may be answered by a replica that has not heard of it; measured worst 11 ms. */
const readBackTries = 40;
const readBackEveryMs = 75;
const writeTries = 3;

export const appPath = (tenant: string, kind: Kind, name?: string): KubePath => {
  const list = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", tenant, resourceOf[kind]] as const;
  return name === undefined ? list : [...list, name];
};

/** For `.catch()`: an object that is not there reads as null, every other failure stays one. */
export const nullWhenMissing = (error: unknown): null => {
  if (problemOf(error).code === "not-found") return null;
  throw error;
};

const baseSchema = z.object({
  metadata: z.object({ uid: z.string(), deletionTimestamp: z.string().nullish() }),
  spec: z.record(z.string(), z.unknown()).default({}),
});

type PatchOptions = {
  tenant: string;
  kind: Kind;
  name: string;
  /** Keys of the spec to write; already holding all of them is no write. */
  spec: Readonly<Record<string, string | number | boolean>>;
  /** Looks at the object as it is now and throws when it must not be written. */
  guard: (object: unknown) => void;
};

/** Writes to `apps.cozystack.io` under the rules of platform-api.md 10.2.6: in line, re-read, read back; never a dry run. */
export const createAppWriter = (kube: Kube, queue: WriteQueue) => {
  const find = (person: Person, path: KubePath): Promise<unknown> => kube.get(person, path).catch(nullWhenMissing);

  const readBack = async (person: Person, path: KubePath, shows: (object: unknown) => boolean): Promise<boolean> => {
    for (let tried = 0; tried < readBackTries; tried++) {
      const object = await kube.get(person, path, { retries: 0 }).catch(() => null);
      if (object && shows(object)) return true;
      await wait(readBackEveryMs, person.ended);
    }
    return false;
  };

  const create = (person: Person, manifest: VmDiskManifest | VmInstanceManifest): Promise<void> =>
    queue(manifest.kind, async () => {
      const { kind, metadata } = manifest;
      const path = appPath(metadata.namespace, kind, metadata.name);
      const about = `${resourceOf[kind]} create`;
      const found = baseSchema.safeParse(await find(person, path));
      if (found.success)
        throw new ProblemError(found.data.metadata.deletionTimestamp ? "deleting" : "conflict", { about });
      try {
        await kube.write(person, "POST", appPath(metadata.namespace, kind), manifest, { timeoutMs: 40_000 });
      } catch (error) {
        // Whether it was made is not known: look, and only then call it a failure.
        if (!isOutcomeUnknown(error) || !(await readBack(person, path, () => true))) throw error;
      }
      await readBack(person, path, () => true);
    });

  /** Gives whether anything had to be written. */
  const patch = (person: Person, { tenant, kind, name, spec, guard }: PatchOptions): Promise<boolean> =>
    queue(kind, async () => {
      const path = appPath(tenant, kind, name);
      const about = `${resourceOf[kind]} patch`;
      const holds = (object: unknown) => {
        const parsed = baseSchema.safeParse(object);
        return parsed.success && Object.entries(spec).every(([key, value]) => parsed.data.spec[key] === value);
      };
      let uid: string | null = null;
      for (let tried = 1; ; tried++) {
        const object = await kube.get(person, path);
        const base = baseSchema.safeParse(object);
        if (!base.success) throw new ProblemError("unsupported", { about });
        if (base.data.metadata.deletionTimestamp) throw new ProblemError("deleting", { about });
        // Replaced by another object of the same name in between: that one was never looked at.
        if (uid !== null && uid !== base.data.metadata.uid) throw new ProblemError("conflict", { about });
        uid = base.data.metadata.uid;
        guard(object);
        if (holds(object)) return tried > 1;
        try {
          await kube.write(person, "PATCH", path, { metadata: { uid }, spec }, { timeoutMs: 40_000 });
          if (await readBack(person, path, holds)) return true;
          if (tried >= writeTries) throw new ProblemError("busy", { about, retryAfterSeconds: 5 });
        } catch (error) {
          if (tried >= writeTries || !(problemOf(error).code === "busy" || isOutcomeUnknown(error))) throw error;
        }
      }
    });

  return { create, patch };
};

export type AppWriter = ReturnType<typeof createAppWriter>;

const isOutcomeUnknown = (error: unknown): boolean => {
  const { code } = problemOf(error);
  return code === "timeout" || code === "unavailable";
};
