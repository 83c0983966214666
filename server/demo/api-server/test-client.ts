import { Agent, fetch } from "undici";
import { type Certificates, createCertificates } from "../certificates.ts";
import { type Answer, readAnswer, readEvents, type WatchEvent } from "../test-wire.ts";
import { type ApiServer, type ApiServerOptions, startApiServer } from "./start.ts";

export const ADMIN_TOKEN = "admin-token";

export type CallOptions = { token?: string | null; headers?: Record<string, string>; signal?: AbortSignal };
/** A running API server and its real wire, for tests. */
export class TestServer {
  readonly server: ApiServer;
  readonly certificates: Certificates;
  readonly #dispatcher: Agent;

  constructor(server: ApiServer, certificates: Certificates) {
    this.server = server;
    this.certificates = certificates;
    this.#dispatcher = new Agent({ connect: { ca: server.caPem } });
  }

  static async start(options: Partial<ApiServerOptions> = {}): Promise<TestServer> {
    const certificates = options.certificates ?? (await createCertificates());
    const server = await startApiServer({ adminToken: ADMIN_TOKEN, ...options, certificates });
    return new TestServer(server, certificates);
  }

  /** As the administrator unless a token is named; null is anonymous. A body that is no string is sent as JSON. */
  async call(method: string, path: string, body?: unknown, options: CallOptions = {}): Promise<Answer> {
    return readAnswer(await this.#fetch(method, path, body, options));
  }

  /** The events of a watch until it ends; `break` closes it. */
  async *watch(path: string, options: CallOptions = {}): AsyncGenerator<WatchEvent> {
    yield* readEvents(await this.#fetch("GET", path, undefined, options));
  }

  async dispose(): Promise<void> {
    await this.#dispatcher.destroy();
    await this.server.dispose();
  }

  #fetch(method: string, path: string, body: unknown, { token = ADMIN_TOKEN, headers, signal }: CallOptions) {
    return fetch(`${this.server.url}${path}`, {
      method,
      dispatcher: this.#dispatcher,
      signal,
      headers: {
        ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }
}

export const MERGE = { headers: { "Content-Type": "application/merge-patch+json" } };
export const JSON_PATCH = { headers: { "Content-Type": "application/json-patch+json" } };

/** A CRD of a namespaced kind with a status subresource. */
export const crd = (group: string, plural: string, kind: string, more: object = {}) => ({
  apiVersion: "apiextensions.k8s.io/v1",
  kind: "CustomResourceDefinition",
  metadata: { name: `${plural}.${group}` },
  spec: {
    group,
    scope: "Namespaced",
    names: {
      plural,
      singular: kind.toLowerCase(),
      kind,
      listKind: `${kind}List`,
      shortNames: ["wd"],
      categories: ["all"],
    },
    versions: [
      {
        name: "v1",
        served: true,
        storage: true,
        subresources: { status: {} },
        additionalPrinterColumns: [{ name: "Size", type: "integer", jsonPath: ".spec.size" }],
        schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
      },
    ],
    ...more,
  },
});

export const namespace = (name: string) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } });

export const configMap = (name: string, more: object = {}) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name, ...more },
});
