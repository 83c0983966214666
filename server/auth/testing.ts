import { createHash } from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";

type Claims = JWTPayload & Record<string, unknown>;

/** Makes the ID token that a code or refresh token is traded for; by default an honest one. */
export type Mint = (honest: Claims, sign: (claims: Claims) => Promise<string>) => Promise<string>;

/** An identity provider whose tokens a test can spoil. It checks PKCE and redirect_uri, and rotates refresh tokens. */
export const startProvider = async (clientId: string) => {
  const makeKey = async (kid: string) => {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } };
  };
  let key = await makeKey("one");
  const sign = (claims: Claims) =>
    new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: key.kid }).sign(key.privateKey);
  const codes = new Map<string, URLSearchParams>();
  const state = {
    mint: ((honest, signed) => signed(honest)) as Mint,
    metadata: {} as Record<string, unknown>,
    isAway: false,
    /** Answers wait for it. */
    held: null as Promise<void> | null,
    /** How often its keys were asked for. */
    keyRequests: 0,
    refreshToken: "r0",
    refreshes: 0,
    revoked: [] as string[],
    lifetimeSeconds: 600,
  };
  let issuer = "";

  const tokens = async (nonce: string | null) => {
    const now = Math.floor(Date.now() / 1000);
    const person = { sub: "ada", sid: "theirs", preferred_username: "ada.brunner", groups: ["tenant-acme-admin"] };
    const times = { iat: now, exp: now + state.lifetimeSeconds };
    const honest = { iss: issuer, aud: clientId, ...times, ...person, ...(nonce && { nonce }) };
    const id_token = await state.mint(honest, sign);
    return { access_token: "a", token_type: "Bearer", expires_in: 600, refresh_token: state.refreshToken, id_token };
  };

  const trade = async (form: URLSearchParams): Promise<object | null> => {
    if (form.get("grant_type") === "refresh_token") {
      state.refreshes += 1;
      if (form.get("refresh_token") !== state.refreshToken) return null;
      state.refreshToken = `r${state.refreshes}`;
      return tokens(null);
    }
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const isHonest =
      asked?.get("code_challenge") === challenge && asked.get("redirect_uri") === form.get("redirect_uri");
    return isHonest ? tokens(asked.get("nonce")) : null;
  };

  const server = http.createServer(async (request, response) => {
    const answer = (body: unknown, status = 200) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (state.isAway) return void request.socket.destroy();
    await state.held;
    const form = new URLSearchParams(await text(request));
    if (request.url === "/.well-known/openid-configuration") {
      answer({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        revocation_endpoint: `${issuer}/revoke`,
        end_session_endpoint: `${issuer}/end`,
        id_token_signing_alg_values_supported: ["RS256"],
        ...state.metadata,
      });
    } else if (request.url === "/keys") {
      state.keyRequests += 1;
      answer({ keys: [key.jwk] });
    } else if (request.url === "/revoke") {
      state.revoked.push(form.get("token") ?? "");
      answer({});
    } else {
      const traded = await trade(form);
      answer(traded ?? { error: "invalid_grant" }, traded ? 200 : 400);
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // Listening on TCP, so the address is one of a socket.
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    state,
    publicJwk: key.jwk,
    sign,
    /** Signs with another key from now on and publishes only that one. */
    rotateKey: async (kid: string) => {
      key = await makeKey(kid);
    },
    /** What the person does there: agrees, and is sent back to this path and query. */
    agree: (authorization: string): string => {
      const asked = new URL(authorization).searchParams;
      const code = `code-${codes.size}-${Math.random()}`;
      codes.set(code, asked);
      const back = new URL(asked.get("redirect_uri") ?? "");
      return `${back.pathname}?${new URLSearchParams({ code, state: asked.get("state") ?? "" })}`;
    },
    dispose: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
