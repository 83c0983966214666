import { quantityToBytes } from "../quantity.ts";
import type { DiskFacts } from "./facts.ts";
import { progressOf } from "./schema.ts";
import { diskStateOf, diskTrouble } from "./state.ts";
import type { DiskRow } from "./view.ts";

/** Enough to tell two objects of one name apart. */
const uidCharacters = 13;
/** Upstream's texts can be pages long; the beginning names the cause. */
const longestTrouble = 1_000;

/** One disk as its list and its page show it. */
export const projectDiskRow = (facts: DiskFacts, realBytes: number | null): DiskRow => {
  const { metadata, spec } = facts.disk;
  const { volume } = facts;
  const state = diskStateOf(facts);
  const isUnderWay = state === "preparing" || state === "failing";
  return {
    name: metadata.name,
    uid: metadata.uid.slice(0, uidCharacters),
    origin: spec.source,
    storageClass: spec.storageClass,
    optical: spec.optical,
    askedBytes: quantityToBytes(spec.storage),
    realBytes,
    state,
    progress: isUnderWay && volume !== null && volume !== "unread" ? progressOf(volume) : null,
    trouble: diskTrouble(facts)?.slice(0, longestTrouble) ?? null,
    usedBy: [...facts.usedBy].sort((a, b) => a.localeCompare(b, "en")),
    createdAt: metadata.creationTimestamp,
  };
};
