import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieOf, locationOf, sessionOf, startSignIn } from "./signing-in.ts";
import { json, origin } from "./testing.ts";

let set: Awaited<ReturnType<typeof startSignIn>>;
beforeAll(async () => {
  set = await startSignIn();
  set.upstream.respond((_seen, response) => json(response, { items: [] }));
});
afterAll(() => set.dispose());

type Asking = Pick<Awaited<ReturnType<typeof startSignIn>>["product"], "ask" | "asPage">;

const signOut = (header: string, more: Record<string, string> = {}, from: Asking = set.product) =>
  from.ask("/auth/sign-out", {
    method: "POST",
    headers: { ...from.asPage(header), "content-type": "application/x-www-form-urlencoded", ...more },
  });

describe("signing out", () => {
  it("A11: ends the session and what hangs on it, revokes the refresh token, and the next sign-in asks anew", async () => {
    const header = sessionOf(await set.signIn());
    const session = await set.product.services.sessions.find(header);
    const answer = await signOut(header);
    expect(answer.status).toBe(303);
    expect(session?.ended.aborted).toBe(true);
    expect(sessionOf(answer)).toBe("__Host-porthole=");
    expect((await set.comeBack("/api/v1/tenants", header)).status).toBe(401);
    await expect.poll(() => set.provider.state.revoked).toContain(set.provider.state.refreshToken);
    const again = await set.leave("", { cookie: cookieOf(answer, "__Host-porthole-signed-out") ?? "" });
    expect(new URL(again.authorization).searchParams.get("prompt")).toBe("login");
  });

  it("leads to the provider's own sign-out, which leads back, and puts no token into that address", async () => {
    const answer = await signOut(sessionOf(await set.signIn()));
    const url = new URL(locationOf(answer));
    const state = cookieOf(answer, "__Host-porthole-signed-out")?.split("=")[1];
    expect(url.origin + url.pathname).toBe(`${set.provider.issuer}/end`);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: "porthole",
      post_logout_redirect_uri: `${origin}/sign-in`,
      state,
    });
    expect(state).toMatch(/^[\w-]{43}$/);
  });

  it("stays here when it is told to, or when the provider has no sign-out or is away", async () => {
    const local = await set.another({ oidc: { ...set.oidc, signOut: "local" } });
    const here = await signOut(await local.signIn("ada"), {}, local);
    expect(locationOf(here)).toMatch(/^\/sign-in\?state=[\w-]{43}$/);
    await local.dispose();

    set.provider.state.isAway = true;
    const alone = await set.another();
    expect(locationOf(await signOut(await alone.signIn("ada"), {}, alone))).toMatch(/^\/sign-in\?state=/);
    await alone.dispose();

    Object.assign(set.provider.state, { isAway: false, metadata: { end_session_endpoint: undefined } });
    const without = await set.another();
    expect(locationOf(await signOut(await without.signIn("ada"), {}, without))).toMatch(/^\/sign-in\?state=/);
    await without.dispose();
    set.provider.state.metadata = {};
  });

  it("tells a script where to go, and is no error when there was no session", async () => {
    const answer = await signOut("", { "sec-fetch-mode": "cors", "sec-fetch-site": "same-origin" });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body).location).toMatch(/^\/sign-in\?state=/);
  });

  it("C01: is not done by another site, nor by reading", async () => {
    const header = sessionOf(await set.signIn());
    expect((await signOut(header, { origin: "https://evil.example" })).status).toBe(403);
    expect((await set.comeBack("/auth/sign-out", header)).status).toBe(404);
    expect((await set.comeBack("/api/v1/tenants", header)).status).toBe(200);
  });
});
