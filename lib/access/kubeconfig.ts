import { stringify } from "yaml";

/** How people's own tools reach the cluster. No secret: everybody who is signed in may know it. */
export type ClusterFacts = {
  /** The API server as people reach it. */
  server: string;
  /** PEM of its authority; null: a public one. */
  ca: string | null;
  /** Null where people sign in with tokens of their own. */
  oidc: { issuer: string; clientId: string; scopes: readonly string[] } | null;
};

const base64 = (text: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/** Runs kubelogin, which signs in by the browser and keeps the token to itself. */
const execOf = ({ issuer, clientId, scopes }: NonNullable<ClusterFacts["oidc"]>) => ({
  exec: {
    apiVersion: "client.authentication.k8s.io/v1",
    command: "kubectl",
    args: [
      "oidc-login",
      "get-token",
      `--oidc-issuer-url=${issuer}`,
      `--oidc-client-id=${clientId}`,
      ...scopes.filter((scope) => scope !== "openid").map((scope) => `--oidc-extra-scope=${scope}`),
    ],
    installHint: "kubelogin is needed to sign in: https://github.com/int128/kubelogin#setup",
    interactiveMode: "IfAvailable",
  },
});

/** The one entry of `users`; without OIDC people give it their token themselves. */
export const kubeconfigUser = "me";

/** A kubeconfig for one tenant that holds no token. */
export const kubeconfigOf = ({ server, ca, oidc }: ClusterFacts, tenant: string): string =>
  stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "cluster", cluster: { server, ...(ca && { "certificate-authority-data": base64(ca) }) } }],
      users: [{ name: kubeconfigUser, user: oidc ? execOf(oidc) : {} }],
      contexts: [{ name: tenant, context: { cluster: "cluster", namespace: tenant, user: kubeconfigUser } }],
      "current-context": tenant,
    },
    { lineWidth: 0 },
  );
