import type { Aggregation } from "../aggregation/aggregation.ts";
import type { Exchange } from "../http/exchange.ts";
import { sendJson, sendText } from "../http/respond.ts";
import { methodNotAllowed } from "../objects/status-error.ts";
import type { ResourceRegistry } from "../resources/registry.ts";
import { apiResourceList } from "./api-resources.ts";
import { type AggregatedVersion, apiGroup, apiGroupDiscoveryList, apiGroupList, apiVersions } from "./discovery.ts";
import { groupVersions, ownGroupVersions } from "./group-versions.ts";
import { OpenApi } from "./openapi.ts";
import { VERSION } from "./version.ts";

const HEALTH_PATHS = new Set(["/healthz", "/livez", "/readyz"]);

/** What the server says about itself: version, health, discovery, OpenAPI. */
export class Catalog {
  readonly #registry: ResourceRegistry;
  readonly #aggregation: Aggregation;
  readonly #openApi: OpenApi;

  constructor(registry: ResourceRegistry, aggregation: Aggregation) {
    this.#registry = registry;
    this.#aggregation = aggregation;
    this.#openApi = new OpenApi(registry, aggregation);
  }

  /** False when the path is none of the catalog's. */
  async answer(exchange: Exchange): Promise<boolean> {
    const { info, request, response } = exchange;
    const path = info.path.length > 1 ? info.path.replace(/\/$/, "") : info.path;
    const isRead = info.method === "GET" || info.method === "HEAD";
    const [prefix, group, version, ...deeper] = path.split("/").slice(1);
    const known = ["api", "apis", "openapi", "version"].includes(prefix ?? "") || HEALTH_PATHS.has(path);
    if (known && !isRead) throw methodNotAllowed();
    if (HEALTH_PATHS.has(path)) await sendText(request, response, 200, "text/plain; charset=utf-8", "ok");
    else if (path === "/version") await sendJson(request, response, 200, VERSION);
    else if (prefix === "openapi") return this.#openApi.answer(exchange, path);
    else if (prefix === "api") return this.#answerCore(exchange, group, version);
    else if (prefix === "apis" && deeper.length === 0) return this.#answerGroups(exchange, group, version);
    else return false;
    return true;
  }

  async #answerCore({ request, response }: Exchange, version?: string, more?: string): Promise<boolean> {
    if (more !== undefined) return false;
    const own = ownGroupVersions(this.#registry);
    const form = aggregatedForm(request.headers.accept);
    if (version === undefined) {
      if (form === undefined) await sendJson(request, response, 200, apiVersions());
      else await sendDiscovery({ request, response }, form, apiGroupDiscoveryList(own, true, form));
      return true;
    }
    const found = own.find((entry) => entry.group === "" && entry.version === version);
    if (found === undefined) return false;
    await sendJson(request, response, 200, apiResourceList("", version, found.resources ?? []));
    return true;
  }

  async #answerGroups(exchange: Exchange, group?: string, version?: string): Promise<boolean> {
    const { request, response } = exchange;
    if (group !== undefined && version !== undefined) return this.#answerVersion(exchange, group, version);
    const all = await groupVersions(this.#registry, this.#aggregation);
    if (group === undefined) {
      const form = aggregatedForm(request.headers.accept);
      if (form === undefined) await sendJson(request, response, 200, apiGroupList(all));
      else await sendDiscovery(exchange, form, apiGroupDiscoveryList(all, false, form));
      return true;
    }
    const found = apiGroup(all, group);
    if (found !== undefined) await sendJson(request, response, 200, found);
    return found !== undefined;
  }

  async #answerVersion(exchange: Exchange, group: string, version: string): Promise<boolean> {
    const backend = this.#aggregation.backendOf(group, version);
    if (backend !== undefined) {
      await this.#aggregation.proxy(backend, exchange);
      return true;
    }
    const own = ownGroupVersions(this.#registry).find((entry) => entry.group === group && entry.version === version);
    if (own === undefined) return false;
    await sendJson(exchange.request, exchange.response, 200, apiResourceList(group, version, own.resources ?? []));
    return true;
  }
}

function aggregatedForm(accept: string | undefined): AggregatedVersion | undefined {
  for (const entry of (accept ?? "").split(",")) {
    const parts = entry.split(";").map((part) => part.trim());
    if (parts[0] !== "application/json") continue;
    if (!parts.includes("as=APIGroupDiscoveryList") || !parts.includes("g=apidiscovery.k8s.io")) return undefined;
    if (parts.includes("v=v2")) return "v2";
    if (parts.includes("v=v2beta1")) return "v2beta1";
  }
  return undefined;
}

function sendDiscovery(
  { request, response }: Pick<Exchange, "request" | "response">,
  form: AggregatedVersion,
  document: unknown,
) {
  const type = `application/json;g=apidiscovery.k8s.io;v=${form};as=APIGroupDiscoveryList`;
  return sendText(request, response, 200, type, JSON.stringify(document));
}
