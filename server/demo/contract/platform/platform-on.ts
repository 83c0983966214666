import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCertificates } from "../../certificates.ts";
import { writePrivate } from "../../kubeconfig.ts";
import { connect, type KubeClient } from "../../platform/client.ts";
import { startPlatform } from "../../platform/start.ts";
import type { Api } from "../client.ts";

const apiServices = "/apis/apiregistration.k8s.io/v1/apiservices";
const rbac = "rbac.authorization.k8s.io";
const bindings = (namespace: string) => `/apis/${rbac}/v1/namespaces/${namespace}/rolebindings`;
const subresources = "subresources.kubevirt.io";

export type PlatformOn = {
  api: Api;
  /** The administrator's, as controllers use it. */
  client: KubeClient;
  /** Path of the administrator's kubeconfig. */
  kubeconfig: string;
  /** A namespace that is a tenant to the platform, with someone of the level in it: the token. */
  tenant: (level: string) => Promise<{ namespace: string; token: string }>;
  /** Someone whom an operator granted just these subresources in the namespace, to get and to update: the token. */
  granted: (namespace: string, ...resources: string[]) => Promise<string>;
  dispose: () => Promise<void>;
};

type Options = {
  /** Without controllers nothing changes but what a test writes. */
  hasControllers: boolean;
  speed?: number;
};

/** The demo platform behind an API server, fifty times as fast unless told otherwise. */
export const startPlatformOn = async (api: Api, { hasControllers, speed = 50 }: Options): Promise<PlatformOn> => {
  const folder = await mkdtemp(join(tmpdir(), "porthole-contract-"));
  const kubeconfig = await writePrivate(folder, "kubeconfig", api.kubeconfig);
  const certificates = await createCertificates();
  const certificate = { ...certificates.platform, ca: certificates.ca.cert };
  // Short enough to be seen, long enough for every other watch of the suites.
  const watchTimes = { bookmarkEveryMs: 200, shortestMs: 6_000 };
  const platform = await startPlatform({ kubeconfig, certificate, hasControllers, watchTimes, speed });
  const client = await connect(kubeconfig);
  const made: string[] = [];
  return {
    api,
    client,
    kubeconfig,
    tenant: async (level) => {
      const name = `tenant-c${randomBytes(4).toString("hex")}`;
      await api.ok("POST", "/api/v1/namespaces", { metadata: { name } });
      made.push(name);
      const token = await api.person(name, level);
      await api.ok("POST", bindings(name), {
        metadata: { name: level },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: `cozy:tenant:${level}` },
        subjects: [{ kind: "ServiceAccount", name: level, namespace: name }],
      });
      await api.until(`/api/v1/namespaces/${name}/pods`, ({ code }) => code === 200, { token });
      return { namespace: name, token };
    },
    granted: async (namespace, ...resources) => {
      const name = `granted-${randomBytes(4).toString("hex")}`;
      const token = await api.person(namespace, name);
      const rules = [{ apiGroups: [subresources], resources, verbs: ["get", "update"] }];
      await api.ok("POST", bindings(namespace).replace("rolebindings", "roles"), { metadata: { name }, rules });
      await api.ok("POST", bindings(namespace), {
        metadata: { name },
        roleRef: { apiGroup: rbac, kind: "Role", name },
        subjects: [{ kind: "ServiceAccount", name, namespace }],
      });
      const [resource, subresource] = resources[0]?.split(/\/(.*)/) ?? [];
      const resourceAttributes = { namespace, verb: "update", group: subresources, resource, subresource };
      const review = async (): Promise<boolean> => {
        const path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews";
        const { body } = await api.ok("POST", path, { spec: { resourceAttributes } }, { token });
        return body.status.allowed;
      };
      // A real server's authorizer learns of a role a moment later.
      while (!(await review()));
      return token;
    },
    dispose: async () => {
      await client.dispose();
      // A namespace does not end on a real server while a registered group cannot be asked.
      const { items } = (await api.ok("GET", apiServices)).body;
      for (const { metadata, spec } of items) {
        if (spec.service?.namespace === "cozy-system") await api.ok("DELETE", `${apiServices}/${metadata.name}`);
      }
      await platform.dispose();
      for (const name of made) await api.call("DELETE", `/api/v1/namespaces/${name}`);
      await rm(folder, { recursive: true });
    },
  };
};
