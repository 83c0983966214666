import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { WebSocket } from "ws";
import { startApiServer } from "../../api-server/start.ts";
import { createCertificates } from "../../certificates.ts";
import { writeAccess } from "../../kubeconfig.ts";
import { connect } from "../client.ts";
import { instances, type RunStrategy, virtualMachines } from "../kinds/kubevirt.ts";
import { startPlatform } from "../start.ts";

export const namespace = "tenant-root";
const token = "a-person-of-the-test";

type Send = {
  body?: string;
  accept?: string;
  query?: string;
  /** As the cluster's administrator instead of the person. */
  isAdmin?: boolean;
};

/** A whole cluster with its platform, and a person of level `use` in its root tenant. */
export const startTestPlatform = async () => {
  const folder = await mkdtemp(join(tmpdir(), "porthole-demo-"));
  const certificates = await createCertificates();
  const api = await startApiServer({
    certificates,
    tokens: [{ token, user: "omar.keller", groups: ["tenant-root-use", "system:authenticated"] }],
  });
  const { kubeconfig } = await writeAccess(folder, { caPem: api.caPem, adminKubeconfig: api.adminKubeconfig() });
  const certificate = { ...certificates.platform, ca: certificates.ca.cert };
  const platform = await startPlatform({ kubeconfig, certificate, speed: 50 });
  const client = await connect(kubeconfig);
  const agent = new Agent({ connect: { ca: api.caPem } });
  const base = `/apis/subresources.kubevirt.io/v1/namespaces/${namespace}`;

  const call = async (method: string, path: string, { body, accept = "*/*", query = "", isAdmin }: Send = {}) => {
    const response = await fetch(`${api.url}${base}/${path}${query}`, {
      method,
      body,
      dispatcher: agent,
      headers: { authorization: `Bearer ${isAdmin ? api.adminToken : token}`, accept },
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    const text = bytes.toString("utf8");
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    const said: unknown = isJson ? JSON.parse(text) : undefined;
    // A Status has a message; other JSON has none.
    const message = (said as { message?: string } | undefined)?.message;
    return { code: response.status, text, bytes, isJson, message, type: response.headers.get("content-type") };
  };

  /** A machine without disks, straight in KubeVirt's API. */
  const createMachine = async (name: string, runStrategy: RunStrategy, devices: object = {}): Promise<void> => {
    await client.create(virtualMachines, {
      metadata: { namespace, name },
      spec: {
        runStrategy,
        template: {
          metadata: { labels: {} },
          spec: {
            domain: { cpu: { cores: 1, sockets: 2 }, devices: { disks: [], interfaces: [], ...devices } },
            networks: [],
            volumes: [],
          },
        },
      },
    });
  };
  const untilPhase = (name: string, phase: string | undefined) =>
    client.informer(instances).until((list) => {
      const found = list.find(({ metadata }) => metadata.namespace === namespace && metadata.name === name);
      if (phase === undefined) return found === undefined ? true : undefined;
      return found?.status?.phase === phase ? true : undefined;
    });

  return {
    client,
    call,
    createMachine,
    untilPhase,
    machine: async (name: string) => client.get(virtualMachines, { namespace, name }),
    open: (path: string) => openStream(`${api.url.replace("https", "wss")}${base}/${path}`, api.caPem),
    dispose: async () => {
      await client.dispose();
      await platform.dispose();
      await agent.destroy();
      await api.dispose();
      await rm(folder, { recursive: true });
    },
  };
};

type Refused = { code: number; text: string };

/** A stream of the API server's: what it said so far, and how it ended; or how it was refused. */
const openStream = (url: string, ca: string) =>
  new Promise<{ refused?: Refused; stream?: ReturnType<typeof read> }>((resolve, reject) => {
    const socket = new WebSocket(url, ["plain.kubevirt.io"], {
      ca,
      headers: { authorization: `Bearer ${token}` },
      perMessageDeflate: false,
    });
    const stream = read(socket);
    socket.once("open", () => resolve({ stream }));
    socket.once("unexpected-response", async (_request, response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      resolve({ refused: { code: response.statusCode ?? 0, text } });
    });
    socket.once("error", reject);
  });

const read = (socket: WebSocket) => {
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
    until: (text: string) =>
      new Promise<string>((resolve) => {
        look = () => said.includes(text) && resolve(said);
        look();
      }),
  };
};
