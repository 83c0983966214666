import * as oidc from "openid-client";
import * as z from "zod";
import type { OidcConfig } from "../config.ts";
import { ProblemError } from "../http/problem-error.ts";
import { type Logger, reasonOf } from "../log.ts";
import type { Identity } from "./person.ts";
import type { SignedIn, Tokens } from "./session-record.ts";
import type { Refresh } from "./session-tokens.ts";

/** What one browser's unfinished sign-in must present again. */
export type Flow = { state: string; nonce: string; verifier: string };

export type IdentityProvider = {
  /** Where the browser goes to sign in; `anew` asks who it is even if the provider knows. Throws `unavailable` while it does not answer. */
  authorizationUrl: (flow: Flow, anew: boolean) => Promise<URL>;
  /** Trades the callback's code. Throws `bad-request` for a callback that is not the flow's, `forbidden` when the provider refused. */
  exchange: (callback: URL, flow: Flow) => Promise<SignedIn>;
  refresh: Refresh;
  /** Best effort: a provider that is away cannot keep somebody signed in here. */
  revoke: (refreshToken: string) => Promise<void>;
  /** The provider's own sign-out page, when it has one and the operator wants it. Carries no token. */
  signOutUrl: () => Promise<URL | null>;
};

const timeoutSeconds = 10;

export const callbackPath = "/auth/callback";

const claimsSchema = (config: OidcConfig) =>
  z
    .looseObject({ iss: z.string(), sub: z.string().min(1), exp: z.number() })
    .transform(({ iss, sub, exp, ...claims }) => ({
      identity: {
        issuer: iss,
        subject: sub,
        name: z.string().min(1).max(256).catch(sub).parse(claims[config.usernameClaim]),
        groups: z.array(z.string().max(256)).max(2000).catch([]).parse(claims[config.groupsClaim]),
      } satisfies Identity,
      expiresAt: exp * 1000,
    }));

export const createIdentityProvider = (config: OidcConfig, origin: string, log: Logger): IdentityProvider => {
  const issuer = new URL(config.issuer);
  const claims = claimsSchema(config);
  let discovered: Promise<oidc.Configuration> | null = null;

  const discover = () =>
    oidc.discovery(
      issuer,
      config.clientId,
      undefined,
      config.clientSecret ? oidc.ClientSecretPost(config.clientSecret) : oidc.None(),
      {
        timeout: timeoutSeconds,
        execute: [
          // Checks the ID token's signature although it came over a TLS connection of our own.
          oidc.enableNonRepudiationChecks,
          ...(issuer.protocol === "http:" ? [oidc.allowInsecureRequests] : []),
        ],
      },
    );

  /** Discovery waits for the first person and is asked again until it worked once: Porthole starts without its provider. */
  const provider = async (): Promise<oidc.Configuration> => {
    discovered ??= discover();
    try {
      return await discovered;
    } catch (error) {
      discovered = null;
      log.warn({ reason: reasonOf(error) }, "the identity provider cannot be reached or described itself wrongly");
      throw new ProblemError("unavailable", { about: "identity provider", cause: error });
    }
  };

  const signedInBy = (
    answer: oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers,
    old: Tokens | null,
  ): SignedIn => {
    if (!answer.id_token) throw new ProblemError("session-ended", { about: "identity provider" });
    const { identity, expiresAt } = claims.parse(answer.claims());
    const refreshToken = answer.refresh_token ?? old?.refreshToken ?? null;
    return { identity, tokens: { idToken: answer.id_token, refreshToken, expiresAt } };
  };

  return {
    authorizationUrl: async ({ state, nonce, verifier }, anew) => {
      // A provider may drop offline_access that nobody was asked about.
      const asksConsent = config.scopes.split(" ").includes("offline_access");
      const prompt = [anew && "login", asksConsent && "consent"].filter(Boolean).join(" ");
      return oidc.buildAuthorizationUrl(await provider(), {
        redirect_uri: `${origin}${callbackPath}`,
        scope: config.scopes,
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: "S256",
        ...(prompt && { prompt }),
      });
    },

    exchange: async (callback, { state, nonce, verifier }) => {
      const configuration = await provider();
      try {
        const answer = await oidc.authorizationCodeGrant(configuration, callback, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        return signedInBy(answer, null);
      } catch (error) {
        throw signInProblem(error);
      }
    },

    refresh: async (tokens) => {
      if (!tokens.refreshToken) throw new ProblemError("session-ended");
      const configuration = await provider();
      try {
        return signedInBy(await oidc.refreshTokenGrant(configuration, tokens.refreshToken), tokens);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        throw new ProblemError("session-ended", { about: "identity provider", cause: error });
      }
    },

    revoke: async (refreshToken) => {
      try {
        const configuration = await provider();
        if (configuration.serverMetadata().revocation_endpoint) await oidc.tokenRevocation(configuration, refreshToken);
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, "the identity provider did not take the revocation of a refresh token");
      }
    },

    signOutUrl: async () => {
      if (config.signOut === "local") return null;
      const configuration = await provider().catch(() => null);
      if (!configuration?.serverMetadata().end_session_endpoint) return null;
      return oidc.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${origin}/sign-in` });
    },
  };
};

/** The provider said no, as opposed to: it did not answer, or answered nonsense. */
const isRefusal = (error: unknown): boolean =>
  error instanceof ProblemError ||
  (error instanceof oidc.ResponseBodyError && error.status >= 400 && error.status < 500);

const signInProblem = (error: unknown): ProblemError => {
  if (error instanceof ProblemError) return error;
  if (error instanceof oidc.AuthorizationResponseError) return new ProblemError("forbidden", { cause: error });
  const isOutage = error instanceof TypeError || (error instanceof oidc.ResponseBodyError && error.status >= 500);
  return new ProblemError(isOutage ? "unavailable" : "bad-request", { about: "sign-in", cause: error });
};
