import * as oidc from "openid-client";
import { ProblemError } from "../http/problem-error.ts";
import { type Logger, reasonOf } from "../log.ts";
import type { OidcConfig } from "../sign-in-config.ts";
import { createIdTokenReader } from "./id-token.ts";
import { createProviderDiscovery, type ProviderDiscovery } from "./provider-discovery.ts";
import type { SignedIn, Tokens } from "./session-record.ts";
import type { Refresh } from "./session-tokens.ts";
import { SignInRefusal } from "./sign-in-refusal.ts";

/** What one browser's unfinished sign-in must present again. */
export type Flow = { state: string; nonce: string; verifier: string };

export type IdentityProvider = Pick<ProviderDiscovery, "state" | "greet" | "known"> & {
  /** Where the browser goes to sign in; `anew` asks who it is even if the provider knows. Throws a SignInRefusal while it is not there. */
  authorizationUrl: (flow: Flow, anew: boolean) => Promise<URL>;
  /** Trades the callback's code. Throws a SignInRefusal. */
  exchange: (callback: URL, flow: Flow) => Promise<SignedIn>;
  refresh: Refresh;
  /** Best effort: a provider that is away cannot keep somebody signed in here. */
  revoke: (refreshToken: string) => Promise<void>;
  /**
   * The provider's own sign-out page, when it has one and the operator wants it; it leads back with `state`. Carries no token, so the
   * provider may ask before it ends its session.
   */
  signOutUrl: (state: string) => Promise<URL | null>;
};

export const callbackPath = "/auth/callback";

export const createIdentityProvider = (config: OidcConfig, origin: string, log: Logger): IdentityProvider => {
  const discovery = createProviderDiscovery(config, log);
  const readIdToken = createIdTokenReader(config);

  const signedInBy = async (answer: oidc.TokenEndpointResponse, old: Tokens | null): Promise<SignedIn> => {
    if (!answer.id_token) throw new SignInRefusal("refused", new Error("no ID token"));
    const { expiresAt, ...who } = await readIdToken(await discovery.known(), answer.id_token);
    const refreshToken = answer.refresh_token ?? old?.refreshToken ?? null;
    return { ...who, tokens: { idToken: answer.id_token, refreshToken, expiresAt } };
  };

  return {
    get state() {
      return discovery.state;
    },
    greet: discovery.greet,
    known: discovery.known,

    authorizationUrl: async ({ state, nonce, verifier }, anew) => {
      // A provider may drop offline_access that nobody was asked about.
      const asksConsent = config.scopes.split(" ").includes("offline_access");
      const prompt = [anew && "login", asksConsent && "consent"].filter(Boolean).join(" ");
      const { configuration } = await discovery.answering();
      return oidc.buildAuthorizationUrl(configuration, {
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
      const { configuration } = await discovery.known();
      if (!callback.searchParams.has("code") && !callback.searchParams.has("error")) throw new SignInRefusal("expired");
      try {
        const answer = await oidc.authorizationCodeGrant(configuration, callback, {
          pkceCodeVerifier: verifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        return await signedInBy(answer, null);
      } catch (error) {
        throw error instanceof ProblemError ? error : new SignInRefusal(reasonFor(error), error);
      }
    },

    refresh: async (tokens) => {
      if (!tokens.refreshToken) throw new ProblemError("session-ended");
      const { configuration } = await discovery.known();
      try {
        return await signedInBy(await oidc.refreshTokenGrant(configuration, tokens.refreshToken), tokens);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        throw new ProblemError("session-ended", { about: "identity provider", cause: error });
      }
    },

    revoke: async (refreshToken) => {
      try {
        const { configuration } = await discovery.known();
        if (configuration.serverMetadata().revocation_endpoint) await oidc.tokenRevocation(configuration, refreshToken);
      } catch (error) {
        log.warn({ reason: reasonOf(error) }, "the identity provider did not take the revocation of a refresh token");
      }
    },

    signOutUrl: async (state) => {
      if (config.signOut === "local") return null;
      const known = await discovery.known().catch(() => null);
      if (!known?.configuration.serverMetadata().end_session_endpoint) return null;
      return oidc.buildEndSessionUrl(known.configuration, { post_logout_redirect_uri: `${origin}/sign-in`, state });
    },
  };
};

/** The provider said no to this person, as opposed to: it did not answer, is busy, or answered nonsense. */
const isRefusal = (error: unknown): boolean =>
  (error instanceof SignInRefusal && error.reason === "refused") ||
  (error instanceof oidc.ResponseBodyError && error.status >= 400 && error.status < 500 && error.status !== 429);

const reasonFor = (error: unknown): SignInRefusal["reason"] => {
  if (error instanceof oidc.AuthorizationResponseError) {
    return error.error === "temporarily_unavailable" || error.error === "server_error" ? "unavailable" : "denied";
  }
  // A code that is spent, too old, or another verifier's.
  if (error instanceof oidc.ResponseBodyError) return error.status < 500 ? "expired" : "unavailable";
  if (!(error instanceof oidc.ClientError)) return "unavailable";
  if (error.code === "OAUTH_JWT_TIMESTAMP_CHECK_FAILED") return "clocks";
  const isOutage = error.code === "OAUTH_TIMEOUT" || (error.cause instanceof Response && error.cause.status >= 500);
  return isOutage ? "unavailable" : "refused";
};
