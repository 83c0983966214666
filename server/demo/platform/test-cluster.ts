import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TestServer } from "../api-server/test-client.ts";
import { createCertificates } from "../certificates.ts";
import { tenants, vmDisks, vmInstances } from "../seed/applications.ts";
import { inDialect, type MachineSpec } from "../seed/dialect.ts";
import type { Answer } from "../test-wire.ts";
import { connect, type KubeClient } from "./client.ts";
import { type EraName, eras } from "./eras/eras.ts";
import { virtualMachines } from "./kinds/kubevirt.ts";
import { roleBindings } from "./kinds/rbac.ts";
import { startPlatform } from "./start.ts";

/** Groups of the people that tests act as; the token is the name. */
const people: Record<string, string[]> = {
  viewer: ["tenant-one-view"],
  user: ["tenant-one-use"],
  admin: ["tenant-one-admin"],
  super: ["tenant-one-super-admin"],
  root: ["tenant-root-view"],
  stranger: [],
};

export type TestCluster = {
  client: KubeClient;
  /** Over HTTPS as one of the people; as the administrator when no one is named. */
  call: (method: string, path: string, body?: unknown, as?: string) => Promise<Answer>;
  server: TestServer;
  /** A tenant of root with its namespace and bindings in place. */
  tenant: (name: string, resourceQuotas?: Record<string, string>) => Promise<string>;
  /** A disk from the smallest golden image, and a machine that starts from it. */
  machine: (namespace: string, name: string, spec?: MachineSpec) => Promise<void>;
  /** Resolves when the machine shows this printable status. */
  untilStatus: (namespace: string, name: string, printableStatus: string) => Promise<void>;
  /** What the platform's controllers tried again. */
  stumbles: readonly string[];
  dispose: () => Promise<void>;
};

/** The stand-in API server with the whole platform of an era on it, fifty times as fast unless told otherwise. */
export const startTestCluster = async (era: EraName = "current", speed = 50): Promise<TestCluster> => {
  const folder = await mkdtemp(join(tmpdir(), "porthole-platform-"));
  const certificates = await createCertificates();
  const tokens = Object.entries(people).map(([name, groups]) => ({ token: name, user: name, groups }));
  const server = await TestServer.start({ certificates, tokens });
  const kubeconfig = join(folder, "kubeconfig");
  await writeFile(kubeconfig, server.server.adminKubeconfig(), { mode: 0o600 });
  const certificate = { ...certificates.platform, ca: certificates.ca.cert };
  const stumbles: string[] = [];
  const onError = (words: string) => void stumbles.push(words);
  const platform = await startPlatform({ kubeconfig, certificate, speed, era, onError });
  const client = await connect(kubeconfig);

  return {
    client,
    server,
    stumbles,
    call: (method, path, body, as) => server.call(method, path, body, as === undefined ? {} : { token: as }),
    tenant: async (name, resourceQuotas) => {
      const namespace = `tenant-${name}`;
      await client.create(tenants, {
        metadata: { name, namespace: "tenant-root" },
        spec: resourceQuotas ? { resourceQuotas } : {},
      });
      await client
        .informer(roleBindings)
        .until((list) => list.filter(({ metadata }) => metadata.namespace === namespace).length === 4 || undefined);
      return namespace;
    },
    machine: async (namespace, name, spec = {}) => {
      await client.create(vmDisks, {
        metadata: { name: `${name}-system`, namespace },
        spec: { source: { image: { name: "opensuse-156" } }, storage: "1Gi" },
      });
      await client.create(vmInstances, {
        metadata: { name, namespace },
        spec: inDialect(
          { instanceProfile: "opensuse.leap", disks: [{ name: `${name}-system` }], ...spec },
          eras[era].schemas.VMInstance,
        ),
      });
    },
    untilStatus: async (namespace, name, printableStatus) => {
      await client
        .informer(virtualMachines)
        .until((list) =>
          list.find(
            ({ metadata, status }) =>
              metadata.namespace === namespace &&
              metadata.name === `vm-instance-${name}` &&
              status?.printableStatus === printableStatus,
          ),
        );
    },
    dispose: async () => {
      await client.dispose();
      await platform.dispose();
      await server.dispose();
      await rm(folder, { recursive: true });
    },
  };
};
