import { createHash } from "node:crypto";
import * as z from "zod";
import { ownLabel } from "#lib/create/manifest.ts";
import { conditionOf, conditionsSchema, optionalText, section, text, texts } from "#lib/resources/kube-object.ts";
import { ProblemError, problemOf } from "../http/problem-error.ts";
import type { KubePath } from "./api.ts";

const resourceOf = { VMInstance: "vminstances", VMDisk: "vmdisks" } as const;
export type AppKind = keyof typeof resourceOf;

/** One object of `apps.cozystack.io`. */
export type AppRef = { tenant: string; kind: AppKind; name: string };

export const appPath = (tenant: string, kind: AppKind, name?: string): KubePath => {
  const list = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", tenant, resourceOf[kind]] as const;
  return name === undefined ? list : [...list, name];
};

/** `vminstances patch`: what a problem with a write is about. */
export const aboutWrite = (kind: AppKind, verb: "create" | "patch" | "delete"): string => `${resourceOf[kind]} ${verb}`;

/** For `.catch()`: an object that is not there reads as null, every other failure stays one. */
export const nullWhenMissing = (error: unknown): null => {
  if (problemOf(error).code === "not-found") return null;
  throw error;
};

/** What every application has, whatever its kind: all that writes look at by themselves. */
export const applicationSchema = z.object({
  metadata: z.object({
    name: text,
    uid: z.string().min(1),
    creationTimestamp: text,
    deletionTimestamp: optionalText,
    labels: texts,
    annotations: texts,
  }),
  spec: z.record(z.string(), z.unknown()).default({}),
  status: section({ version: text, conditions: conditionsSchema }),
});
export type Application = z.output<typeof applicationSchema>;

export const parseApplication = (object: unknown, kind: AppKind): Application => {
  const parsed = applicationSchema.safeParse(object);
  if (!parsed.success) throw new ProblemError("unsupported", { about: aboutWrite(kind, "patch") });
  return parsed.data;
};

/** Whether it was made here: anybody else's objects lack our label. */
export const isOurs = ({ metadata }: Application): boolean =>
  Object.entries(ownLabel).every(([key, value]) => metadata.labels[key] === value);

/** What of a release moves when the platform has carried out a write (rule 5 of platform-api.md 10.2.6). */
export const releaseMark = ({ status }: Application): string => {
  const ready = conditionOf(status.conditions, "Ready");
  return JSON.stringify([ready?.status ?? null, ready?.lastTransitionTime ?? null, status.version]);
};

const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const sorted = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, canonical(inner)]));
};

/** A spec's fingerprint: the only optimistic lock there is, as the server honours no resourceVersion (rule 4). */
export const specHash = (spec: Application["spec"]): string =>
  createHash("sha256")
    .update(JSON.stringify(canonical(spec)))
    .digest("base64url");
