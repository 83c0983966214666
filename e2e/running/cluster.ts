import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { KubeConfig } from "@kubernetes/client-node";
import { Agent, request } from "undici";
import { WebSocket } from "ws";
import type { Platform } from "../../running.mjs";
import { platform } from "./platform.ts";

export type KubeObject = {
  metadata: { name: string; namespace?: string; [key: string]: unknown };
  spec?: Record<string, unknown>;
  status?: Record<string, unknown>;
  [key: string]: unknown;
};

const fromBase64 = (text: string | undefined) => text && Buffer.from(text, "base64").toString("utf8");

/** The demo platform's Kubernetes API as its administrator: how a test changes the world behind the product's back. */
export class Cluster {
  readonly #origin: string;
  readonly #identity: Record<string, string>;
  readonly #dispatcher: Agent;
  readonly #trust: { ca: Buffer; cert: string | undefined; key: string | undefined };
  readonly #streams = new Set<WebSocket>();

  constructor(at: Platform = platform()) {
    const config = new KubeConfig();
    config.loadFromFile(at.kubeconfig);
    const { token, certData, keyData } = config.getCurrentUser() ?? {};
    const [cert, key] = [fromBase64(certData), fromBase64(keyData)];
    if (!token && !cert) throw new Error("the demo's kubeconfig has neither a token nor a certificate");
    this.#origin = at.clusterUrl;
    this.#identity = token ? { authorization: `Bearer ${token}` } : {};
    this.#trust = { ca: readFileSync(at.caFile), cert, key };
    this.#dispatcher = new Agent({ connect: this.#trust });
  }

  async #send(
    method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE",
    path: string,
    body?: unknown,
    tries = 20,
  ): Promise<{ status: number; text: string }> {
    const { statusCode, body: answer } = await request(`${this.#origin}${path}`, {
      method,
      dispatcher: this.#dispatcher,
      headers: {
        ...this.#identity,
        accept: "application/json",
        ...(body === undefined
          ? {}
          : { "content-type": method === "PATCH" ? "application/merge-patch+json" : "application/json" }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    // A real kube-apiserver takes an aggregated group for unavailable now and then, for a moment.
    if (statusCode === 503 && text.trim() === "service unavailable" && tries > 1) {
      await pause(500);
      return this.#send(method, path, body, tries - 1);
    }
    return { status: statusCode, text };
  }

  async #ok(method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: unknown): Promise<KubeObject> {
    const { status, text } = await this.#send(method, path, body);
    // A write that lost against a controller's, as apps.cozystack.io says it: to be tried again.
    if (status === 500 && text.includes("the object has been modified")) return this.#ok(method, path, body);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return JSON.parse(text) as KubeObject;
  }

  /** Undefined while there is none; in one request, for what may go between two. */
  async find(path: string): Promise<KubeObject | undefined> {
    const { status, text } = await this.#send("GET", path);
    if (status === 404) return undefined;
    if (status >= 300) throw new Error(`GET ${path}: ${status} ${text}`);
    return JSON.parse(text) as KubeObject;
  }

  get = (path: string) => this.#ok("GET", path);
  create = (path: string, object: unknown) => this.#ok("POST", path, object);
  patch = (path: string, change: unknown) => this.#ok("PATCH", path, change);
  delete = (path: string) => this.#ok("DELETE", path);
  exists = async (path: string) => (await this.#send("GET", path)).status === 200;
  items = async (path: string) => ((await this.get(path)).items ?? []) as KubeObject[];

  /** An open stream of a subresource, as another tool has it. It ends with this object. */
  async stream(path: string): Promise<WebSocket> {
    const url = `${this.#origin.replace(/^http/, "ws")}${path}`;
    const stream = new WebSocket(url, "plain.kubevirt.io", { headers: this.#identity, ...this.#trust });
    this.#streams.add(stream);
    await once(stream, "open");
    return stream;
  }

  async dispose(): Promise<void> {
    for (const stream of this.#streams) stream.terminate();
    await this.#dispatcher.close();
  }
}

const apps = "/apis/apps.cozystack.io/v1alpha1/namespaces";
export const vmInstances = (tenant: string, name = "") => `${apps}/${tenant}/vminstances${name && `/${name}`}`;
export const vmDisks = (tenant: string, name = "") => `${apps}/${tenant}/vmdisks${name && `/${name}`}`;
export const tenants = (parent: string, name = "") => `${apps}/${parent}/tenants${name && `/${name}`}`;
export const virtualMachine = (tenant: string, vm: string) =>
  `/apis/kubevirt.io/v1/namespaces/${tenant}/virtualmachines/vm-instance-${vm}`;

const object = (kind: string, name: string, spec: Record<string, unknown>) => ({
  apiVersion: "apps.cozystack.io/v1alpha1",
  kind,
  metadata: { name, labels: { "made-by": "e2e" } },
  spec,
});

export const diskOf = (name: string, spec: Record<string, unknown> = {}) =>
  object("VMDisk", name, {
    source: { image: { name: "ubuntu-2404" } },
    storage: "20Gi",
    storageClass: "replicated",
    ...spec,
  });

export const vmOf = (name: string, spec: Record<string, unknown> = {}) =>
  object("VMInstance", name, {
    instanceType: "u1.medium",
    instanceProfile: "ubuntu",
    runStrategy: "Always",
    disks: [{ name: `${name}-system` }],
    external: false,
    ...spec,
  });
