import { forbidden, StatusError } from "../objects/status-error.ts";
import type { User } from "./user.ts";

/** What authorization decides about. */
export type ResourceAttributes = {
  verb: string;
  group: string;
  version: string;
  resource: string;
  subresource: string;
  namespace: string;
  name: string;
};

export type Attributes = ({ kind: "resource" } & ResourceAttributes) | { kind: "path"; verb: string; path: string };

/** kube-apiserver's words for a refusal (`responsewriters.Forbidden`). */
export function refusal(user: User, attributes: Attributes, reason: string): StatusError {
  const who = `User ${JSON.stringify(user.name)} cannot ${attributes.verb}`;
  const because = reason === "" ? "" : `: ${reason}`;
  if (attributes.kind === "path") {
    return new StatusError(403, "Forbidden", `forbidden: ${who} path ${JSON.stringify(attributes.path)}${because}`, {});
  }
  const { resource, subresource, group, namespace, name } = attributes;
  const what = `resource ${JSON.stringify(subresource === "" ? resource : `${resource}/${subresource}`)} in API group ${JSON.stringify(group)}`;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace ${JSON.stringify(namespace)}`;
  return forbidden({ group, plural: resource }, name, `${who} ${what} ${where}${because}`);
}
