import { createRemoteJWKSet, decodeJwt, errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { textAt, textsAt } from "../objects/json-value.ts";
import type { TokenAuthenticator } from "./authentication.ts";
import { signedIn } from "./user.ts";

export type OidcOptions = { issuer: string; clientId: string };

/**
 * ID tokens of one issuer, as kube-apiserver reads them with `--oidc-username-claim=preferred_username --oidc-groups-claim=groups` and no
 * prefixes. The issuer is first asked for its keys when a token of it arrives: it may start later than this server.
 */
export function oidcTokens({ issuer, clientId }: OidcOptions): TokenAuthenticator {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  return async (token) => {
    if (issuerOf(token) !== issuer) return undefined;
    keys ??= discoverKeys(issuer);
    try {
      const { payload } = await jwtVerify(token, await keys, { issuer, audience: clientId, requiredClaims: ["exp"] });
      const name = textAt(payload, "preferred_username");
      return name === "" ? undefined : signedIn(name, textsAt(payload, "groups"));
    } catch (cause) {
      // An issuer that could not be asked is asked again at the next token.
      if (!(cause instanceof errors.JOSEError)) keys = undefined;
      return undefined;
    }
  };
}

function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const document: unknown = await response.json();
  if (textAt(document, "issuer") !== issuer) throw new TypeError("the discovery document names another issuer");
  return createRemoteJWKSet(new URL(textAt(document, "jwks_uri")));
}
