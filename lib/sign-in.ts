/** Why nobody was signed in, in the closed set that `/sign-in?problem=…` understands. What exactly was wrong is for the log alone. */
export const signInProblems = [
  "unavailable", // the identity provider, or the cluster, does not answer
  "misconfigured", // the provider describes itself as another one
  "denied", // the person, or the provider, said no
  "expired", // it took too long, was opened twice, or was begun in another browser
  "refused", // the provider's answer did not prove who it is
  "clocks", // the provider's clock and ours are more than a minute apart
  "too-many", // no session is left
  "sessions", // who is signed in cannot be looked up at the moment
  "other",
] as const;

export type SignInProblem = (typeof signInProblems)[number];

/** The ways that a product can offer; which ones is configuration. */
export type SignInWays = { oidc: boolean; token: boolean; proxy: boolean };

/** What can be wrong with a pasted token or kubeconfig; each has its explanation in messages `sign-in.rules`. */
export const credentialRules = [
  "required",
  "too-long",
  "not-a-token",
  "unreadable", // no kubeconfig
  "no-context",
  "no-token",
  "exec",
  "auth-provider",
  "certificate",
  "password",
  "impersonation",
  "file",
  "not-accepted", // the cluster does not know it
  "other-cluster", // … and the kubeconfig names another cluster
] as const;

export type CredentialRule = (typeof credentialRules)[number];

export type TokenSignInRequest = { token: string; returnTo?: string } | { kubeconfig: string; returnTo?: string };
/** Where the server leads to now. */
export type SignInAnswer = { location: string };

export const longestToken = 16 * 1024;
export const longestKubeconfig = 64 * 1024;
const tokenForm = /^[A-Za-z0-9._~+/-]+=*$/;

/** Whether it can be a bearer token (RFC 6750, 2.1) at all. */
export const isTokenForm = (text: string): boolean => text.length <= longestToken && tokenForm.test(text);

/** What somebody pasted: one word is a token, with or without `Bearer` before it; anything else is meant to be a kubeconfig. */
export const credentialOf = (pasted: string): TokenSignInRequest => {
  const token = pasted.trim().replace(/^(?:Authorization: *)?Bearer +/i, "");
  return /\s/.test(token) ? { kubeconfig: pasted } : { token };
};
