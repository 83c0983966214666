import { randomBytes } from "node:crypto";
import { Agent, fetch, type Response } from "undici";
import { WebSocket } from "ws";
import { parse } from "yaml";
import type { Answer, WatchEvent } from "../api-server/test-client.ts";

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
    const response = await this.#fetch(method, path, body, as);
    const text = await response.text();
    const isJson = text !== "" && response.headers.get("content-type")?.startsWith("application/json");
    return { code: response.status, body: isJson ? JSON.parse(text) : undefined, text, headers: response.headers };
  }

  /** As `call`, but anything else than 2xx fails the test. */
  async ok(method: string, path: string, body?: unknown, as: As = {}): Promise<Answer> {
    const answer = await this.call(method, path, body, as);
    if (answer.code >= 300) throw new Error(`${method} ${path}: ${answer.code} ${answer.text}`);
    return answer;
  }

  /** The events of a watch until it ends; `break` closes it. */
  async *watch(path: string, as: As = {}): AsyncGenerator<WatchEvent> {
    const response = await this.#fetch("GET", path, undefined, as);
    if (response.status !== 200) throw new Error(`watch answered ${response.status}: ${await response.text()}`);
    let rest = "";
    for await (const chunk of response.body ?? []) {
      const lines = (rest + Buffer.from(chunk).toString("utf8")).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield JSON.parse(line);
    }
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
  open(path: string, { protocols = ["plain.kubevirt.io"], token }: { protocols?: string[]; token?: string }) {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const address = `${this.url.replace("https", "wss")}${path}`;
    return openStream(new WebSocket(address, protocols, { ca: this.ca, headers, perMessageDeflate: false }));
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

export type Stream = ReturnType<typeof streamOf>;
type Opened = { stream?: Stream; refused?: { code: number; text: string } };

const openStream = (socket: WebSocket): Promise<Opened> =>
  new Promise((resolve, reject) => {
    const stream = streamOf(socket);
    socket.once("open", () => resolve({ stream }));
    socket.once("unexpected-response", async (_request, response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ refused: { code: response.statusCode ?? 0, text } });
    });
    socket.once("error", reject);
  });

/** What a stream said so far, in which frames, and how it ended. */
const streamOf = (socket: WebSocket) => {
  let said = "";
  let areBinary = true;
  let look = (): void => {};
  const closed = new Promise<number>((resolve) => socket.once("close", resolve));
  socket.on("message", (data, isBinary) => {
    areBinary &&= isBinary;
    said += data.toString();
    look();
  });
  return {
    closed,
    protocol: () => socket.protocol,
    areBinary: () => areBinary,
    send: (text: string, binary = true) => socket.send(binary ? Buffer.from(text) : text, { binary }),
    close: () => socket.close(1000),
    /** All that was said, once `text` is in it. */
    until: (text: string) =>
      new Promise<string>((resolve) => {
        look = () => said.includes(text) && resolve(said);
        look();
      }),
  };
};
