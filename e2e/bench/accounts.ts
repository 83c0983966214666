import type { Cluster } from "../running/cluster.ts";
import type { Product, SignedIn } from "./stage.ts";

/** The token of a new service account that holds a level in a tenant: somebody who needs no browser to sign in. */
export const tokenOf = async (cluster: Cluster, tenant: string, name: string, level = "admin"): Promise<string> => {
  const accounts = `/api/v1/namespaces/${tenant}/serviceaccounts`;
  await cluster.create(accounts, { apiVersion: "v1", kind: "ServiceAccount", metadata: { name } });
  await cluster.create(`/apis/rbac.authorization.k8s.io/v1/namespaces/${tenant}/rolebindings`, {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: `cozy:tenant:${level}` },
    subjects: [{ kind: "ServiceAccount", name, namespace: tenant }],
  });
  const { status } = await cluster.create(`${accounts}/${name}/token`, {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    metadata: { name },
    spec: { expirationSeconds: 7_200 },
  });
  return String(status?.token);
};

/** Signs in with it and gives the session's cookies, as a browser keeps them. */
export const sessionOf = async (
  { origin, direct }: Pick<Product, "origin" | "direct">,
  token: string,
): Promise<SignedIn> => {
  const answer = await fetch(`${direct}/auth/token`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ token }),
  });
  if (!answer.ok) throw new Error(`signing in by token: ${answer.status} ${await answer.text()}`);
  const cookies = answer.headers.getSetCookie().map((each) => {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(each) ?? [];
    const rest = { domain: new URL(origin).hostname, path: "/", expires: -1, httpOnly: true, secure: true };
    return { name, value, ...rest, sameSite: "Lax" as const };
  });
  return { cookies, origins: [] };
};

/** The same for a client that is no browser. */
export const cookieOf = ({ cookies }: SignedIn): string =>
  cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
