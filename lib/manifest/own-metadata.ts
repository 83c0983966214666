import { ownLabel } from "../create/manifest.ts";
import { isObject, isSame, type JsonObject } from "./merge-patch.ts";

/** Of an object's metadata people write these two; everything else is the platform's. */
export const ownParts = ["labels", "annotations"] as const;
export type OwnPart = (typeof ownParts)[number];

export type MetadataRule = "reserved" | "ownLabel" | "notText" | "labelKey" | "labelValue" | "labelLong";
export type MetadataProblem = { part: OwnPart; key: string; rule: MetadataRule };

/** Prefixes by which the platform's own parts speak to each other; `app.kubernetes.io` is made for people. */
const reservedPrefix = /(?:^|\.)(?:cozystack\.io|kubevirt\.io|fluxcd\.io|helm\.sh|k8s\.io|kubernetes\.io)$/;

/** The plan of a create, by which it is found again. */
const planKeys = new Set(["porthole-run", "porthole-plan"]);

const isReserved = (key: string): boolean => {
  const prefix = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
  return planKeys.has(key) || (prefix !== "app.kubernetes.io" && reservedPrefix.test(prefix));
};

const keyShape = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const valueShape = /^(?:[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;
/** The platform stores a key with 18 characters before it, where a name may have 63. */
const longestPlainKey = 45;

const textsOf = (metadata: JsonObject, part: OwnPart): JsonObject => {
  const value = metadata[part];
  return isObject(value) ? value : {};
};

/** What is wrong with the labels and annotations that differ from those there are. */
export const metadataProblems = (before: JsonObject, after: JsonObject): MetadataProblem[] =>
  ownParts.flatMap((part) => {
    const [old, now] = [textsOf(before, part), textsOf(after, part)];
    const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...keys].flatMap((key): MetadataProblem[] => {
      const value = Object.hasOwn(now, key) ? now[key] : undefined;
      if (isSame(Object.hasOwn(old, key) ? old[key] : undefined, value)) return [];
      const rule = ruleOf(part, key, value);
      return rule ? [{ part, key, rule }] : [];
    });
  });

const ruleOf = (part: OwnPart, key: string, value: unknown): MetadataRule | null => {
  if (isReserved(key)) return "reserved";
  // The platform keeps apart only what has a label of its own (platform-api.md 10.2.6).
  if (part === "labels" && Object.hasOwn(ownLabel, key)) return "ownLabel";
  if (value === undefined) return null;
  if (typeof value !== "string") return "notText";
  if (!keyShape.test(key)) return "labelKey";
  if (!key.includes("/") && key.length > longestPlainKey) return "labelLong";
  return part === "labels" && !valueShape.test(value) ? "labelValue" : null;
};
