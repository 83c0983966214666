import * as z from "zod";
import { address, listed, networks } from "./address.ts";

/** The ways to sign in that are offered; null or false: not this one. */
export type SignInConfig = {
  oidc: OidcConfig | null;
  /** A bearer token or a kubeconfig that somebody pastes. */
  tokenSignIn: boolean;
  proxySignIn: ProxySignInConfig | null;
};

export type OidcConfig = {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
  scopes: string;
  usernameClaim: string;
  groupsClaim: string;
  /**
   * `provider`: signing out ends the session here, revokes its refresh token and leads to the provider's own sign-out page, which may end
   * the person's other applications. `local`: it does not lead there. Either way the next sign-in asks for the person anew.
   */
  signOut: "provider" | "local";
};

export type ProxySignInConfig = {
  /** Addresses or networks; the peer of the connection itself must be among them. */
  peers: string[];
  /** Lower case. In `authorization` the token comes after `Bearer`, elsewhere it may stand alone. */
  header: string;
};

export const signInVariables = {
  PORTHOLE_SIGN_IN: listed.pipe(z.array(z.enum(["oidc", "token", "proxy"]))).default(["oidc"]),
  PORTHOLE_OIDC_ISSUER: address.optional(),
  PORTHOLE_OIDC_CLIENT_ID: z.string().optional(),
  PORTHOLE_OIDC_CLIENT_SECRET: z.string().optional(),
  PORTHOLE_OIDC_SCOPES: z
    .string()
    .refine((text) => text.split(" ").includes("openid"), "must contain openid")
    .default("openid profile email groups"),
  PORTHOLE_OIDC_USERNAME_CLAIM: z.string().default("preferred_username"),
  PORTHOLE_OIDC_GROUPS_CLAIM: z.string().default("groups"),
  PORTHOLE_OIDC_SIGN_OUT: z.enum(["provider", "local"]).default("provider"),
  PORTHOLE_PROXY_PEERS: networks.optional(),
  PORTHOLE_PROXY_TOKEN_HEADER: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,63}$/, "must be the name of a header, without an underscore")
    .transform((name) => name.toLowerCase())
    .default("authorization"),
};

const shape = z.object(signInVariables);
type Variables = z.infer<typeof shape>;

/** What each way cannot do without. */
const needed = {
  oidc: ["PORTHOLE_OIDC_ISSUER", "PORTHOLE_OIDC_CLIENT_ID"],
  token: [],
  proxy: ["PORTHOLE_PROXY_PEERS"],
} as const;

/** Asked before anything is parsed, so that all that is missing is named at once. */
export const missingForSignIn = (
  given: Readonly<Record<string, string | undefined>>,
): { variable: string; problem: string }[] => {
  const ways = (given.PORTHOLE_SIGN_IN ?? "oidc").split(",").map((way) => way.trim());
  return Object.entries(needed)
    .filter(([way]) => ways.includes(way))
    .flatMap(([, variables]) => variables)
    .filter((variable) => given[variable] === undefined)
    .map((variable) => ({ variable, problem: "is required" }));
};

export const signInOf = (env: Variables): SignInConfig => {
  const ways = env.PORTHOLE_SIGN_IN;
  const { PORTHOLE_OIDC_ISSUER: issuer, PORTHOLE_OIDC_CLIENT_ID: clientId, PORTHOLE_PROXY_PEERS: peers } = env;
  return {
    oidc:
      ways.includes("oidc") && issuer && clientId
        ? {
            issuer,
            clientId,
            clientSecret: env.PORTHOLE_OIDC_CLIENT_SECRET ?? null,
            scopes: env.PORTHOLE_OIDC_SCOPES,
            usernameClaim: env.PORTHOLE_OIDC_USERNAME_CLAIM,
            groupsClaim: env.PORTHOLE_OIDC_GROUPS_CLAIM,
            signOut: env.PORTHOLE_OIDC_SIGN_OUT,
          }
        : null,
    tokenSignIn: ways.includes("token"),
    proxySignIn: ways.includes("proxy") && peers ? { peers, header: env.PORTHOLE_PROXY_TOKEN_HEADER } : null,
  };
};
