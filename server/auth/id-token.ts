import { errors, type JWTPayload, jwtVerify } from "jose";
import * as z from "zod";
import type { OidcConfig } from "../sign-in-config.ts";
import type { Identity } from "./person.ts";
import { type KnownProvider, leewaySeconds } from "./provider-discovery.ts";
import type { SignedIn } from "./session-record.ts";
import { SignInRefusal } from "./sign-in-refusal.ts";

export type IdTokenReader = (
  provider: KnownProvider,
  idToken: string,
) => Promise<Pick<SignedIn, "identity" | "sid"> & { expiresAt: number }>;

/** Beyond jose's own question for unknown keys, one more in this time. */
const askForKeysAgainMs = 30_000;

/**
 * Proves an ID token although it came over a connection of our own, and reads who it is about. openid-client has compared nonce and `azp`
 * before. Throws a SignInRefusal: `clocks` for times that cannot be, `unavailable` when the keys cannot be had, else `refused`.
 */
export const createIdTokenReader = (config: OidcConfig, now: () => number = Date.now): IdTokenReader => {
  const claims = claimsSchema(config);
  let askedForKeysAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<void> = Promise.resolve();

  const verify = async ({ configuration, keys, algorithms }: KnownProvider, idToken: string): Promise<JWTPayload> => {
    const options = {
      issuer: configuration.serverMetadata().issuer,
      audience: config.clientId,
      algorithms,
      clockTolerance: leewaySeconds,
    };
    try {
      return (await jwtVerify(idToken, keys, options)).payload;
    } catch (error) {
      // Keys that were changed right after we fetched them must not cost anybody their sign-in.
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      if (now() - askedForKeysAt >= askForKeysAgainMs) {
        askedForKeysAt = now();
        asking = keys.reload();
      }
      // Who comes while somebody else is asking has their answer too.
      await asking;
      return (await jwtVerify(idToken, keys, options)).payload;
    }
  };

  return async (provider, idToken) => {
    const payload = await verify(provider, idToken).catch((error: unknown) => {
      throw new SignInRefusal(reasonFor(error), error);
    });
    const { data, error } = claims.safeParse(payload);
    if (!data) throw new SignInRefusal("refused", error);
    const { identity, sid, issuedAt, expiresAt } = data;
    if (issuedAt > now() + leewaySeconds * 1000) {
      throw new SignInRefusal("clocks", new Error(`the ID token was issued ${issuedAt - now()} ms ahead of our clock`));
    }
    // It was made a moment ago, so its lifetime counts from now, whatever the provider's clock says.
    return { identity, ...(sid && { sid }), expiresAt: now() + expiresAt - issuedAt };
  };
};

const claimsSchema = (config: OidcConfig) =>
  z
    .looseObject({ iss: z.string(), sub: z.string().min(1), iat: z.number(), exp: z.number() })
    .transform(({ iss, sub, iat, exp, ...claims }) => ({
      identity: {
        issuer: iss,
        subject: sub,
        name: z.string().min(1).max(256).catch(sub).parse(claims[config.usernameClaim]),
        groups: z.array(z.string().max(256)).max(2000).catch([]).parse(claims[config.groupsClaim]),
      } satisfies Identity,
      sid: z.string().min(1).max(256).optional().catch(undefined).parse(claims.sid),
      issuedAt: iat * 1000,
      expiresAt: exp * 1000,
    }));

const reasonFor = (error: unknown): "clocks" | "unavailable" | "refused" => {
  if (error instanceof errors.JWTExpired) return "clocks";
  if (error instanceof errors.JWTClaimValidationFailed && (error.claim === "nbf" || error.claim === "iat")) {
    return "clocks";
  }
  // Its generic error is an answer for the keys that is none.
  const isOutage = error instanceof errors.JOSEError && /^ERR_(?:JOSE_GENERIC|JWKS_TIMEOUT)$/.test(error.code);
  return isOutage || error instanceof TypeError ? "unavailable" : "refused";
};
