import type { Exchange, ResourceExchange } from "../http/exchange.ts";
import type { Parts } from "../http/parts.ts";
import { readObject } from "../http/request-body.ts";
import type { ResourceRequest } from "../http/request-info.ts";
import { sendJson } from "../http/respond.ts";
import { isJsonObject, objectAt, textAt, textsAt } from "../objects/json-value.ts";
import type { DraftObject } from "../objects/kube-object.ts";
import { invalid, methodNotAllowed } from "../objects/status-error.ts";
import type { Attributes } from "./attributes.ts";
import type { PolicyRule } from "./policy-rule.ts";
import { signedIn, type User, userInfo } from "./user.ts";

type Reviewer = (parts: Parts, exchange: ResourceExchange, review: DraftObject) => unknown | Promise<unknown>;

const AUTHORIZATION = "authorization.k8s.io";
const AUTHENTICATION = "authentication.k8s.io";

const REVIEWERS: Readonly<Record<string, Reviewer>> = {
  [`${AUTHORIZATION}/selfsubjectaccessreviews`]: (parts, { user }, review) => accessStatus(parts, user, review),
  [`${AUTHORIZATION}/subjectaccessreviews`]: (parts, _exchange, review) =>
    accessStatus(parts, subjectOf(review), review),
  [`${AUTHORIZATION}/localsubjectaccessreviews`]: (parts, _exchange, review) =>
    accessStatus(parts, subjectOf(review), review),
  [`${AUTHORIZATION}/selfsubjectrulesreviews`]: (parts, { user }, review) => rulesStatus(parts, user, review),
  [`${AUTHENTICATION}/selfsubjectreviews`]: (_parts, { user }) => ({ userInfo: userInfo(user) }),
  [`${AUTHENTICATION}/tokenreviews`]: async ({ authenticate }, _exchange, review) => {
    const user = await authenticate(textAt(review, "spec", "token"));
    if (user === undefined) return { user: {}, error: "[invalid bearer token]" };
    return { authenticated: true, user: userInfo(user) };
  },
};

export const isReview = ({ group, version, resource }: ResourceRequest): boolean =>
  version === "v1" && Object.hasOwn(REVIEWERS, `${group}/${resource}`);

/** Reviews are questions: created, answered, never stored. */
export async function handleReview(parts: Parts, exchange: Exchange & ResourceExchange): Promise<void> {
  const { target, request, response } = exchange;
  const reviewer = REVIEWERS[`${target.group}/${target.resource}`];
  if (target.verb !== "create" || reviewer === undefined || target.subresource !== "") throw methodNotAllowed();
  const review = await readObject(request);
  const status = await reviewer(parts, exchange, review);
  const { kind, apiVersion, metadata, spec } = review;
  const answer = { kind, apiVersion, metadata, ...(spec === undefined ? {} : { spec }), status };
  return sendJson(request, response, 201, answer);
}

function accessStatus({ authorizer }: Parts, user: User, review: DraftObject) {
  const { allowed, reason } = authorizer.decide(user, attributesOf(review));
  return { allowed, ...(reason === "" ? {} : { reason }) };
}

function attributesOf(review: DraftObject): Attributes {
  const resource = objectAt(review, "spec").resourceAttributes;
  const path = objectAt(review, "spec").nonResourceAttributes;
  if (isJsonObject(resource) === isJsonObject(path)) {
    const message = "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified";
    throw invalid({ group: AUTHORIZATION, kind: "" }, "", [
      { reason: "FieldValueInvalid", field: "spec.resourceAttributes", message },
    ]);
  }
  if (isJsonObject(path)) return { kind: "path", verb: textAt(path, "verb"), path: textAt(path, "path") };
  return {
    kind: "resource",
    verb: textAt(resource, "verb"),
    group: textAt(resource, "group"),
    version: textAt(resource, "version"),
    resource: textAt(resource, "resource"),
    subresource: textAt(resource, "subresource"),
    namespace: textAt(resource, "namespace"),
    name: textAt(resource, "name"),
  };
}

function subjectOf(review: DraftObject): User {
  const groups = textsAt(review, "spec", "groups");
  // A subject is taken as described: nobody is added to system:authenticated here.
  return { ...signedIn(textAt(review, "spec", "user"), groups), groups };
}

function rulesStatus({ authorizer }: Parts, user: User, review: DraftObject) {
  const rules = authorizer.rules(user, textAt(review, "spec", "namespace"));
  return {
    resourceRules: rules.filter(({ resources }) => resources.length > 0).map(resourceRule),
    nonResourceRules: rules
      .filter(({ nonResourceURLs }) => nonResourceURLs.length > 0)
      .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs })),
    incomplete: false,
  };
}

const resourceRule = ({ verbs, apiGroups, resources, resourceNames }: PolicyRule) => ({
  verbs,
  apiGroups,
  resources,
  ...(resourceNames.length === 0 ? {} : { resourceNames }),
});
