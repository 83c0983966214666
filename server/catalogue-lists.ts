import type * as z from "zod";
import { optionsSchema } from "#lib/resources/image/schema.ts";
import { parseList } from "#lib/resources/kube-object.ts";
import type { Person } from "./auth/person.ts";
import { ProblemError, problemOf } from "./http/problem-error.ts";
import type { Kube, KubePath } from "./kube/api.ts";

export const listOf = async <T extends z.ZodType>(kube: Kube, person: Person, path: KubePath, schema: T) => {
  const list = parseList(schema, await kube.get(person, path));
  if (!list) throw new ProblemError("unavailable", { about: `${path.at(-1)} list` });
  return list.items;
};

/** Null when the platform or the role does not have it; any other failure stays one. */
export const nullWhenNotOffered = (error: unknown): null => {
  const { code } = problemOf(error);
  if (code !== "forbidden" && code !== "not-found") throw error;
  return null;
};

/** What Cozystack itself offers in a tenant's forms, from 1.5 on; null where there is no such thing (platform-api.md 3.2). */
export const readOptions = async (kube: Kube, person: Person, tenant: string, source: "image" | "gpu" | "network") => {
  const path = ["apis", "core.cozystack.io", "v1alpha1", "namespaces", tenant, "options", source] as const;
  const options = await kube.get(person, path).catch(nullWhenNotOffered);
  return options === null ? null : optionsSchema.parse(options).spec.items;
};
