import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as oidc from "openid-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBrowser } from "./browser.ts";
import { startIdentityProvider } from "./provider.ts";

const product = "http://127.0.0.1:7159";
const callback = `${product}/auth/callback`;

let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let config: oidc.Configuration;

beforeAll(async () => {
  provider = await startIdentityProvider({ productOrigins: [product] });
  config = await oidc.discovery(new URL(provider.issuer), "kubernetes", undefined, oidc.None(), {
    execute: [oidc.allowInsecureRequests],
  });
});
afterAll(() => provider.dispose());

const begin = async (more: Record<string, string> = {}) => {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const expectedState = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: "openid profile email groups offline_access",
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    ...more,
  });
  const redeem = (location: string | null) =>
    oidc.authorizationCodeGrant(config, new URL(location ?? ""), {
      pkceCodeVerifier,
      expectedState,
      idTokenExpected: true,
    });
  return { url: url.href, redeem };
};

const signIn = async (form: Record<string, string>, more: Record<string, string> = {}, browser = createBrowser()) => {
  const { url, redeem } = await begin(more);
  const asked = await browser.get(url);
  return redeem((await browser.post(asked.url, form)).location);
};

describe("sign-in", () => {
  it.each<Record<string, string>>([{}, { prompt: "consent" }, { prompt: "login" }, { prompt: "login consent" }])(
    "gives an ID token that a cluster can use (%o)",
    async (more) => {
      const tokens = await signIn({ person: "ada.brunner" }, more);
      const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
      const { payload } = await jwtVerify(tokens.id_token ?? "", keys, {
        issuer: provider.issuer,
        audience: "kubernetes",
        algorithms: ["RS256"],
      });
      expect(payload).toMatchObject({
        sub: "ada.brunner",
        preferred_username: "ada.brunner",
        name: "Ada Brunner",
        email: "ada.brunner@demo.example",
        groups: ["tenant-acme-admin"],
      });
      expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
    },
  );

  it("mints anybody with any groups", async () => {
    const tokens = await signIn({ name: "t-17.view", groups: "tenant-t17-view, tenant-x-use" });
    expect(tokens.claims()).toMatchObject({
      preferred_username: "t-17.view",
      groups: ["tenant-t17-view", "tenant-x-use"],
    });
  });

  it("knows a browser again, and asks it again for prompt=login", async () => {
    const browser = createBrowser();
    await signIn({ person: "omar.keller" }, {}, browser);
    const silent = await begin({ prompt: "consent" });
    const answer = await browser.get(silent.url);
    expect((await silent.redeem(answer.location)).claims()?.sub).toBe("omar.keller");
    const other = await signIn({ person: "vera.rossi" }, { prompt: "login" }, browser);
    expect(other.claims()?.sub).toBe("vera.rossi");
  });

  it("shows the form again with what was typed when a name or group cannot be", async () => {
    const browser = createBrowser();
    const asked = await browser.get((await begin()).url);
    const answer = await browser.post(asked.url, { name: '"><script>', groups: "a" });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain("Give a name of letters");
    expect(answer.html).not.toContain("<script>");
    expect((await browser.post(asked.url, { name: "ok", groups: "a b<c" })).status).toBe(422);
  });

  it("refuses another redirect address, a missing code challenge and a lost interaction", async () => {
    const browser = createBrowser();
    const elsewhere = await begin({ redirect_uri: "http://127.0.0.1:1/auth/callback" });
    expect((await browser.get(elsewhere.url)).status).toBe(400);
    const plain = new URL((await begin()).url);
    plain.searchParams.delete("code_challenge");
    plain.searchParams.delete("code_challenge_method");
    expect((await browser.get(plain.href)).location).toContain("error=invalid_request");
    expect((await browser.get(`${provider.issuer}/interaction/unknown`)).status).toBe(400);
  });
});

describe("refresh", () => {
  it("rotates, and a token used twice ends the family", async () => {
    const first = await signIn({ person: "sam.support" });
    const second = await oidc.refreshTokenGrant(config, first.refresh_token ?? "");
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(second.claims()).toMatchObject({ groups: ["tenant-acme-view", "tenant-globex-use"] });
    await expect(oidc.refreshTokenGrant(config, first.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    await expect(oidc.refreshTokenGrant(config, second.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });
});

describe("sign-out", () => {
  it("asks, then ends the session and its refresh token, says so to the product, and leads back", async () => {
    const heard: string[] = [];
    const listening = createServer(async (request, response) => {
      heard.push(`${request.method} ${request.url} ${await text(request)}`);
      response.end();
    }).listen(Number(new URL(product).port), "127.0.0.1");
    await once(listening, "listening");
    const browser = createBrowser();
    const tokens = await signIn({ person: "ada.brunner" }, {}, browser);
    const url = oidc.buildEndSessionUrl(config, { post_logout_redirect_uri: `${product}/sign-in`, state: "s1" });
    const asked = await browser.get(url.href);
    expect(asked.html).toContain("Sign out</button>");
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(asked.html)?.[1] ?? "";
    const answer = await browser.post(`${provider.issuer}/session/end/confirm`, { xsrf, logout: "yes" });
    expect(answer.location).toBe(`${product}/sign-in?state=s1`);
    await new Promise((resolve) => listening.close(resolve));

    const [, token = ""] = /^POST \/auth\/back-channel-logout logout_token=(\S+)$/.exec(heard[0] ?? "") ?? [];
    const keys = createRemoteJWKSet(new URL(`${provider.issuer}/jwks`));
    const { payload } = await jwtVerify(token, keys, { issuer: provider.issuer, audience: "kubernetes" });
    expect(payload).toMatchObject({ sub: "ada.brunner", sid: tokens.claims()?.sid });
    await expect(oidc.refreshTokenGrant(config, tokens.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
    expect((await browser.get((await begin()).url)).html).toContain("Demo sign-in");
  });
});
