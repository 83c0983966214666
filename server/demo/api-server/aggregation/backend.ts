import { listAt, textAt, valueAt } from "../objects/json-value.ts";
import type { KubeObject } from "../objects/kube-object.ts";
import { resourceKey } from "../resources/definition.ts";
import type { Store } from "../storage/store.ts";

export const API_SERVICES = resourceKey("apiregistration.k8s.io", "apiservices");
const SERVICES = resourceKey("", "services");

/** Where an API group and version is served, and how that server proves who it is. */
export type Backend = {
  apiService: string;
  group: string;
  version: string;
  host: string;
  port: number;
  /** The name its certificate must have. */
  servername: string;
  /** PEM; empty trusts nobody unless `insecure`. */
  ca: string;
  insecure: boolean;
  /** As the availability check found it; unknown at first. */
  available: boolean | undefined;
};

/** Undefined for an APIService of this server itself. */
export function backendOf(store: Store, apiService: KubeObject): Backend | undefined {
  const name = textAt(apiService, "spec", "service", "name");
  const namespace = textAt(apiService, "spec", "service", "namespace");
  if (name === "") return undefined;
  const service = store.get(SERVICES, namespace, name)?.object;
  const port = valueAt(apiService, "spec", "service", "port");
  const condition = listAt(apiService, "status", "conditions").find((item) => textAt(item, "type") === "Available");
  return {
    apiService: apiService.metadata.name,
    group: textAt(apiService, "spec", "group"),
    version: textAt(apiService, "spec", "version"),
    host: textAt(service, "spec", "externalName") || "127.0.0.1",
    port: typeof port === "number" ? port : 443,
    servername: `${name}.${namespace}.svc`,
    ca: Buffer.from(textAt(apiService, "spec", "caBundle"), "base64").toString("utf8"),
    insecure: valueAt(apiService, "spec", "insecureSkipTLSVerify") === true,
    available: condition === undefined ? undefined : textAt(condition, "status") === "True",
  };
}
