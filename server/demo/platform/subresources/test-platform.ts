import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, fetch } from "undici";
import { startApiServer } from "../../api-server/start.ts";
import { createCertificates } from "../../certificates.ts";
import { writeAccess } from "../../kubeconfig.ts";
import { openStream } from "../../test-wire.ts";
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
    open: (path: string) => openStream(`${api.url}${base}/${path}`, { ca: api.caPem, token }),
    dispose: async () => {
      await client.dispose();
      await platform.dispose();
      await agent.destroy();
      await api.dispose();
      await rm(folder, { recursive: true });
    },
  };
};
