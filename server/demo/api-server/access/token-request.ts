import type { ResourceExchange } from "../http/exchange.ts";
import type { Parts } from "../http/parts.ts";
import { readObject } from "../http/request-body.ts";
import type { ResourceRequest } from "../http/request-info.ts";
import { sendJson } from "../http/respond.ts";
import { valueAt } from "../objects/json-value.ts";
import { methodNotAllowed, notFound } from "../objects/status-error.ts";
import { resourceKey } from "../resources/definition.ts";

const SERVICE_ACCOUNTS = resourceKey("", "serviceaccounts");
const HOUR_SECONDS = 3600;

export const isTokenRequest = ({ group, resource, subresource }: ResourceRequest): boolean =>
  group === "" && resource === "serviceaccounts" && subresource === "token";

/** POST serviceaccounts/{name}/token: what `kubectl create token` asks for. */
export async function handleTokenRequest(parts: Parts, exchange: ResourceExchange): Promise<void> {
  const { target, request, response } = exchange;
  if (target.verb !== "create") throw methodNotAllowed();
  const account = parts.cluster.store.get(SERVICE_ACCOUNTS, target.namespace, target.name);
  if (account === undefined) throw notFound({ group: "", plural: "serviceaccounts" }, target.name);
  const { spec } = await readObject(request);
  const asked = valueAt(spec, "expirationSeconds");
  const seconds = typeof asked === "number" && asked > 0 ? asked : HOUR_SECONDS;
  const { token, expiresAt } = await parts.serviceAccountTokens.issue(account.object, seconds, parts.cluster.now());
  const { name, namespace } = account.object.metadata;
  return sendJson(request, response, 201, {
    kind: "TokenRequest",
    apiVersion: "authentication.k8s.io/v1",
    metadata: { name, namespace },
    spec: { ...(typeof spec === "object" ? spec : {}), expirationSeconds: seconds },
    status: { token, expirationTimestamp: expiresAt.toISOString().replace(/\.\d+Z$/, "Z") },
  });
}
