import { createRemoteJWKSet } from "jose";
import * as oidc from "openid-client";
import { type Logger, reasonOf } from "../log.ts";
import type { OidcConfig } from "../sign-in-config.ts";
import { wait } from "../wait.ts";
import { SignInRefusal } from "./sign-in-refusal.ts";

/** How far the provider's clock and ours may be apart, either way. */
export const leewaySeconds = 60;
/** A provider may take this long over anything: slow is not away. */
const timeoutSeconds = 30;
/** Before a browser is sent there it is asked whether it answers, unless it did so a moment ago. */
const freshMs = 10_000;
const firstAskAgainMs = 2_000;
const lastAskAgainMs = 60_000;

/** A provider that described itself as the configured one. */
export type KnownProvider = {
  configuration: oidc.Configuration;
  /** Its published keys: kept, asked again for a key that is not among them, at most once in half a minute. */
  keys: ReturnType<typeof createRemoteJWKSet>;
  /** What it signs with, of what only the holder of a private key can. */
  algorithms: string[];
};

/** `refused`: it answers, but as somebody else, or over an unsafe line. Nobody can sign in until that is mended. */
export type ProviderState = "unknown" | "known" | "unreachable" | "refused";

export type ProviderDiscovery = {
  readonly state: ProviderState;
  /** Asks until it worked once; every caller shares one question. Throws a SignInRefusal `unavailable` or `misconfigured`. */
  known: () => Promise<KnownProvider>;
  /** Like `known`, and it answers now: what is sent to a provider that is away meets the browser's own error page, where nothing helps. */
  answering: () => Promise<KnownProvider>;
  /** Asks at the start and goes on asking, so that log and readiness tell what is wrong before somebody tries. */
  greet: (signal: AbortSignal) => Promise<void>;
};

/** A code of oauth4webapi: the document's issuer is not the configured one. */
const isOtherIssuer = (error: unknown) =>
  error instanceof oidc.ClientError && error.code === "OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED";

export const createProviderDiscovery = (
  config: OidcConfig,
  log: Logger,
  now: () => number = Date.now,
): ProviderDiscovery => {
  const issuer = new URL(config.issuer);
  const mayBePlain = issuer.protocol === "http:";
  let state: ProviderState = "unknown";
  let asking: Promise<KnownProvider> | null = null;
  let found: KnownProvider | null = null;
  let answeredAt = Number.NEGATIVE_INFINITY;
  let keysOf: { address: string; keys: KnownProvider["keys"] } | null = null;

  const discover = async (): Promise<KnownProvider> => {
    const configuration = await oidc.discovery(
      issuer,
      config.clientId,
      { [oidc.clockTolerance]: leewaySeconds },
      config.clientSecret ? oidc.ClientSecretPost(config.clientSecret) : oidc.None(),
      { timeout: timeoutSeconds, execute: mayBePlain ? [oidc.allowInsecureRequests] : [] },
    );
    const { jwks_uri, authorization_endpoint, ...metadata } = configuration.serverMetadata();
    const keysUrl = URL.parse(jwks_uri ?? "");
    if (!keysUrl || !authorization_endpoint || (keysUrl.protocol !== "https:" && !mayBePlain)) {
      throw new SignInRefusal("misconfigured", new Error("its description lacks a secure address of its keys"));
    }
    const signed = (metadata.id_token_signing_alg_values_supported ?? []).filter((alg) => /^(?:RS|PS|ES|Ed)/.test(alg));
    if (keysOf?.address !== keysUrl.href) {
      const keys = createRemoteJWKSet(keysUrl, { timeoutDuration: timeoutSeconds * 1000, cooldownDuration: 30_000 });
      keysOf = { address: keysUrl.href, keys };
    }
    return {
      configuration,
      keys: keysOf.keys,
      algorithms: signed.length > 0 ? signed : ["RS256"],
    };
  };

  const ask = async (): Promise<KnownProvider> => {
    try {
      found = await discover();
      answeredAt = now();
      state = "known";
      return found;
    } catch (error) {
      const isRefused = isOtherIssuer(error) || error instanceof SignInRefusal;
      if (isRefused) found = null;
      state = isRefused ? "refused" : "unreachable";
      const line = { issuer: config.issuer, reason: reasonOf(error) };
      if (isRefused) log.error(line, "the identity provider is not the configured one: nobody can sign in");
      else log.warn(line, "the identity provider does not answer");
      throw error instanceof SignInRefusal
        ? error
        : new SignInRefusal(isRefused ? "misconfigured" : "unavailable", error);
    } finally {
      asking = null;
    }
  };
  const askOnce = () => {
    asking ??= ask();
    return asking;
  };
  const known = async () => found ?? askOnce();

  return {
    get state() {
      return state;
    },
    known,
    answering: async () => (found && now() - answeredAt < freshMs ? found : askOnce()),
    greet: async (signal) => {
      for (let afterMs = firstAskAgainMs; !signal.aborted; afterMs = Math.min(afterMs * 2, lastAskAgainMs)) {
        if (await known().catch(() => null)) return;
        await wait(afterMs, signal);
      }
    },
  };
};
