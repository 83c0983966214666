import * as z from "zod";
import type { ClusterIdentity } from "#lib/resources/tenant/view.ts";
import type { Person } from "../auth/person.ts";
import type { Kube, WriteOptions } from "./api.ts";

const reviewSchema = z.object({
  status: z.object({ userInfo: z.object({ username: z.string(), groups: z.array(z.string()).nullish() }) }),
});

/** Asks the cluster who it takes this person for: its words may carry a prefix that the sign-in's do not. */
export const readKnownAs = async (
  kube: Kube,
  person: Person,
  options: WriteOptions = { retries: 2 },
): Promise<ClusterIdentity> => {
  const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
  const path = ["apis", "authentication.k8s.io", "v1", "selfsubjectreviews"] as const;
  const { username, groups } = reviewSchema.parse(await kube.write(person, "POST", path, body, options)).status
    .userInfo;
  return { name: username, groups: groups ?? [] };
};
