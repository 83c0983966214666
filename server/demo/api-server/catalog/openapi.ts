import { createHash } from "node:crypto";
import type { Aggregation } from "../aggregation/aggregation.ts";
import type { Exchange } from "../http/exchange.ts";
import { sendJson } from "../http/respond.ts";
import { valueAt } from "../objects/json-value.ts";
import { notAcceptable } from "../objects/status-error.ts";
import type { ResourceRegistry } from "../resources/registry.ts";
import { ownGroupVersions } from "./group-versions.ts";
import { openApiDocument } from "./openapi-document.ts";
import { VERSION } from "./version.ts";

type Entry = { text: string; hash: string };

/** OpenAPI v3: an index with hashes and a document per API version, built when asked for and kept until the registry changes. */
export class OpenApi {
  readonly #registry: ResourceRegistry;
  readonly #aggregation: Aggregation;
  #builtAt = -1;
  #documents = new Map<string, Entry>();

  constructor(registry: ResourceRegistry, aggregation: Aggregation) {
    this.#registry = registry;
    this.#aggregation = aggregation;
  }

  async answer(exchange: Exchange, path: string): Promise<boolean> {
    const { request, response } = exchange;
    if (path === "/openapi/v2") {
      await this.#answerVersion2(exchange);
      return true;
    }
    if (path === "/openapi/v3") {
      await sendJson(request, response, 200, { paths: await this.#index() });
      return true;
    }
    const name = path.slice("/openapi/v3/".length);
    const [, group = "", version = ""] = name.split("/");
    const backend = name.startsWith("apis/") ? this.#aggregation.backendOf(group, version) : undefined;
    if (backend !== undefined) {
      await this.#aggregation.proxy(backend, exchange);
      return true;
    }
    const found = path.startsWith("/openapi/v3/") ? this.#own().get(name) : undefined;
    if (found === undefined) return false;
    response.setHeader("ETag", `"${found.hash}"`);
    await sendJson(request, response, 200, found.text);
    return true;
  }

  async #index(): Promise<Record<string, unknown>> {
    const own = [...this.#own()].map(([name, { hash }]) => [
      name,
      { serverRelativeURL: `/openapi/v3/${name}?hash=${hash}` },
    ]);
    const aggregated = await Promise.all(
      this.#aggregation.backends().map(async (backend) => {
        const name = `apis/${backend.group}/${backend.version}`;
        const index = await this.#aggregation.fetchJson(backend, "/openapi/v3").catch(() => undefined);
        const entry = valueAt(index, "paths", name);
        return entry === undefined ? [] : [[name, entry]];
      }),
    );
    return Object.fromEntries([...own, ...aggregated.flat()]);
  }

  #own(): Map<string, Entry> {
    if (this.#builtAt !== this.#registry.changes) {
      this.#builtAt = this.#registry.changes;
      this.#documents = new Map(
        ownGroupVersions(this.#registry).map(({ group, version }) => {
          const text = JSON.stringify(openApiDocument(this.#registry, group, version));
          const hash = createHash("sha512").update(text).digest("hex").toUpperCase();
          return [group === "" ? `api/${version}` : `apis/${group}/${version}`, { text, hash }];
        }),
      );
    }
    return this.#documents;
  }

  /** Swagger 2 is there for clients that insist on a document; there is no protobuf form. */
  async #answerVersion2({ request, response }: Exchange): Promise<void> {
    const accept = request.headers.accept ?? "*/*";
    if (!accept.includes("application/json") && !accept.includes("*/*")) throw notAcceptable(["application/json"]);
    const info = { title: "Kubernetes", version: VERSION.gitVersion };
    await sendJson(request, response, 200, { swagger: "2.0", info, paths: {}, definitions: {} });
  }
}
