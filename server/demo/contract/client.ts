import { randomBytes } from "node:crypto";
import { Agent, fetch, type Response } from "undici";
import { parse } from "yaml";
import { type Answer, openStream, readAnswer, readEvents, type WatchEvent } from "../test-wire.ts";

export type As = {
  /** A bearer token instead of the administrator's identity; null is anonymous. */
  token?: string | null;
  headers?: Record<string, string>;
};

type Kubeconfig = {
  clusters: { cluster: { server: string; "certificate-authority-data": string } }[];
  users: { user: { token?: string; "client-certificate-data"?: string; "client-key-data"?: string } }[];
};

const fromBase64 = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : Buffer.from(text, "base64").toString("utf8");

/** One API server as its administrator, and as whoever else a test makes. */
export class Api {
  readonly url: string;
  readonly kubeconfig: string;
  readonly ca: string;
  readonly #token: string | undefined;
  readonly #admin: Agent;
  readonly #others: Agent;

  /** `kubeconfig` is YAML with one cluster and one user, both with their data inside. */
  constructor(kubeconfig: string) {
    // What `up` of a real cluster and the stand-in's adminKubeconfig() write.
    const { clusters, users } = parse(kubeconfig) as Kubeconfig;
    const [cluster, user] = [clusters[0]?.cluster, users[0]?.user];
    if (!cluster || !user) throw new Error("the kubeconfig names no cluster or no user");
    this.kubeconfig = kubeconfig;
    this.url = cluster.server;
    this.ca = fromBase64(cluster["certificate-authority-data"]) ?? "";
    this.#token = user.token;
    const [cert, key] = [fromBase64(user["client-certificate-data"]), fromBase64(user["client-key-data"])];
    this.#admin = new Agent({ connect: { ca: this.ca, cert, key } });
    this.#others = new Agent({ connect: { ca: this.ca } });
  }

  /** A body that is no string is sent as JSON. */
  async call(method: string, path: string, body?: unknown, as: As = {}): Promise<Answer> {
    return readAnswer(await this.#fetch(method, path, body, as));
  }

  /** As `call`, but anything else than 2xx fails the test. */
  async ok(method: string, path: string, body?: unknown, as: As = {}): Promise<Answer> {
    const answer = await this.call(method, path, body, as);
    if (answer.code >= 300) throw new Error(`${method} ${path}: ${answer.code} ${answer.text}`);
    return answer;
  }

  /** The events of a watch until it ends; `break` closes it. */
  async *watch(path: string, as: As = {}): AsyncGenerator<WatchEvent> {
    yield* readEvents(await this.#fetch("GET", path, undefined, as));
  }

  /** Asks again until the answer is as wanted; the test's own time limit ends it. */
  async until(path: string, isAsWanted: (answer: Answer) => boolean, as: As = {}): Promise<Answer> {
    for (;;) {
      const answer = await this.call("GET", path, undefined, as);
      if (isAsWanted(answer)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** A namespace of the test's own. */
  async namespace(): Promise<string> {
    const name = `contract-${randomBytes(4).toString("hex")}`;
    await this.ok("POST", "/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
    return name;
  }

  /** The token of a new service account: someone without any rights, whom both servers know. */
  async person(namespace: string, name: string): Promise<string> {
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    await this.ok("POST", accounts, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } });
    const request = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: { audiences: null } };
    return (await this.ok("POST", `${accounts}/${name}/token`, request)).body.status.token;
  }

  /** A WebSocket through the API server, or how it was refused. */
  open(path: string, options: { protocols?: string[]; token?: string }) {
    return openStream(`${this.url}${path}`, { ca: this.ca, ...options });
  }

  async dispose(): Promise<void> {
    await Promise.all([this.#admin.destroy(), this.#others.destroy()]);
  }

  #fetch(method: string, path: string, body: unknown, { token = this.#token, headers }: As): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      dispatcher: token === this.#token ? this.#admin : this.#others,
      headers: {
        ...(token ? { Authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  }
}
