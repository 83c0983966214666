import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";
import { createAccounts } from "./accounts.ts";
import { createInteractions } from "./interaction.ts";
import { createMemoryAdapter } from "./memory-adapter.ts";
import { escapeHtml, page, pageHeaders } from "./page.ts";
import { askToSignOut, backChannelUri, signedOutPage, tellEveryProduct } from "./sign-out.ts";

type Options = {
  /** Where the product runs, for its redirect addresses. */
  productOrigins: readonly string[];
  /** 0 or absent: a free one. */
  port?: number;
  /** By which port of loopback it is reached, where something stands in front of it; its own otherwise. */
  publicPort?: number | undefined;
  /** How long an ID token is good for. */
  idTokenSeconds?: number;
  /** PEM; the provider then speaks https, which a real API server demands of its issuer. */
  certificate?: { cert: string; key: string };
};

/** The client id that the cluster's API server expects in `aud`, as on Cozystack. */
const clientId = "kubernetes";
const daySeconds = 24 * 60 * 60;

const signingKey = () => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { ...privateKey.export({ format: "jwk" }), kid: randomUUID(), use: "sig", alg: "RS256" };
};

/** An OpenID provider, loopback only, whose people have no passwords; on plain http unless it is given a certificate. */
export const startIdentityProvider = async (options: Options) => {
  const { productOrigins, port = 0, publicPort, idTokenSeconds = 600, certificate } = options;
  const accounts = createAccounts();
  const server = certificate ? createTlsServer(certificate) : createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  // listen() on a host and port gives an AddressInfo.
  const reachedBy = publicPort ?? (server.address() as AddressInfo).port;
  const issuer = `${certificate ? "https" : "http"}://127.0.0.1:${reachedBy}`;

  const configuration: Configuration = {
    adapter: createMemoryAdapter(),
    clients: [
      {
        client_id: clientId,
        client_name: "Porthole demo",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: productOrigins.map((origin) => `${origin}/auth/callback`),
        post_logout_redirect_uris: productOrigins.map((origin) => `${origin}/sign-in`),
        backchannel_logout_uri: backChannelUri(productOrigins[0]),
        backchannel_logout_session_required: true,
      },
    ],
    scopes: ["openid", "offline_access", "profile", "email", "groups"],
    claims: {
      openid: ["sub", "preferred_username", "groups"],
      profile: ["name", "preferred_username"],
      email: ["email", "email_verified"],
      groups: ["groups"],
    },
    // kube-apiserver reads names and groups from the ID token; the specification would leave them to the userinfo endpoint.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    rotateRefreshToken: true,
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed("refresh_token"),
    fetch: tellEveryProduct(productOrigins),
    findAccount: (_ctx, subject) => accounts.find(subject),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: askToSignOut,
        postLogoutSuccessSource: (ctx) => {
          ctx.body = signedOutPage;
        },
      },
    },
    renderError: (ctx, out) => {
      ctx.set(pageHeaders);
      const reason = escapeHtml(out.error_description ?? out.error);
      ctx.body = page("Sign-in failed", `<h1>Sign-in failed</h1><p role="alert">${reason}</p>`);
    },
    cookies: { keys: [randomBytes(32).toString("base64url")] },
    jwks: { keys: [signingKey()] },
    ttl: {
      AccessToken: idTokenSeconds,
      AuthorizationCode: 60,
      Grant: 14 * daySeconds,
      IdToken: idTokenSeconds,
      Interaction: 60 * 60,
      RefreshToken: 14 * daySeconds,
      Session: daySeconds,
    },
  };
  const provider: Provider = new Provider(issuer, configuration);
  const interact = createInteractions(provider, accounts);
  const callback = provider.callback();
  server.on("request", (request, response) => {
    if (request.url?.startsWith("/interaction/")) void interact(request, response);
    else void callback(request, response);
  });

  return {
    issuer,
    dispose: async (): Promise<void> => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
};
