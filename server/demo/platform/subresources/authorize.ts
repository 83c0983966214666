import type { Caller } from "../aggregated/group.ts";
import type { KubeClient } from "../client.ts";
import { subjectAccessReviews } from "../kinds/rbac.ts";
import { Refusal } from "./refusal.ts";

type Right = { namespace: string; name: string; verb: string; resource: string; subresource: string };

/**
 * virt-api's own question where kube-apiserver asked only for the first part of a two-part subresource
 * (kubevirt/pkg/virt-api/rest/authorizer.go). Its no is a 401 without a body.
 */
export const assertAllowed = async (client: KubeClient, caller: Caller, right: Right): Promise<void> => {
  const review = await client.create(subjectAccessReviews, {
    metadata: { name: "" },
    spec: {
      user: caller.name,
      groups: caller.groups,
      resourceAttributes: { ...right, group: "subresources.kubevirt.io", version: "v1" },
    },
  });
  if (review.status?.allowed !== true) throw new Refusal(401, "");
};
