import type { SharedStore } from "../store/shared-store.ts";
import type { Kube } from "./api.ts";
import { createCreate } from "./app-creator.ts";
import { createLatest } from "./app-latest.ts";
import { createPatch } from "./app-patcher.ts";
import { createAppReader } from "./app-reader.ts";
import { createRemove } from "./app-remover.ts";
import type { WriteQueue } from "./write-queue.ts";
import type { WriterTiming, WriteTools } from "./write-tools.ts";
import { createWriteTrail } from "./write-trail.ts";

const defaultTiming: WriterTiming = {
  outageMs: 15_000,
  lagMs: 3_000,
  everyMs: 75,
  recentMs: 10_000,
  unsettledMs: 15_000,
  unsettledLabelsMs: 300_000,
  patienceMs: 20_000,
};

type Options = { kube: Kube; queue: WriteQueue; store: SharedStore; timing?: Partial<WriterTiming> };

/**
 * The only way to write to `apps.cozystack.io`, under the rules of platform-api.md 10.2.6: in one line, re-read before, read back
 * after, never a dry run, and nothing to an object that is being deleted.
 */
export const createAppWriter = ({ kube, queue, store, timing: given }: Options) => {
  const timing = { ...defaultTiming, ...given };
  const trail = createWriteTrail(store, timing);
  const tools: WriteTools = { kube, queue, trail, reader: createAppReader(kube, trail, timing), timing };
  return {
    /** As it is after our own last writes; what is decided on anything older would only be refused. */
    read: createLatest(tools),
    create: createCreate(tools),
    patch: createPatch(tools),
    remove: createRemove(tools),
  };
};

export type AppWriter = ReturnType<typeof createAppWriter>;
