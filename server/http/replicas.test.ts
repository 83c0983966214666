import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Mint, startProvider } from "../auth/testing.ts";
import { type Config, readConfig } from "../config.ts";
import { openStream } from "../live/testing.ts";
import { noStoreServer, startReplicas } from "../store/testing.ts";
import type { Page } from "./page.ts";
import { beginWatch, json, startProduct, startUpstream } from "./testing.ts";

const tenant = "tenant-acme";
const tenantsPath = "/api/v1/tenants";
/** An end is known on every replica within this time. */
const knownWithinMs = 5_000;
const honest: Mint = (claims, sign) => sign(claims);

type Product = Awaited<ReturnType<typeof startProduct>>;

let provider: Awaited<ReturnType<typeof startProvider>>;
let upstream: Awaited<ReturnType<typeof startUpstream>>;
let oidc: Config["oidc"];
let replicas: Awaited<ReturnType<typeof startReplicas>>;
let one: Product;
let other: Product;

const startReplica = async () =>
  startProduct(upstream.cluster, { overrides: { oidc }, store: await replicas.replica(), page: tellingPage });

beforeAll(async () => {
  [provider, upstream] = await Promise.all([startProvider("porthole"), startUpstream()]);
  ({ oidc } = await readConfig({
    PORTHOLE_CLUSTER_URL: upstream.cluster.server,
    PORTHOLE_OIDC_ISSUER: provider.issuer,
    PORTHOLE_OIDC_CLIENT_ID: "porthole",
  }));
  upstream.respond(({ url }, response) => {
    if (url.includes("selfsubjectaccessreviews")) return json(response, { status: { allowed: true } }, 201);
    if (url.includes("selfsubjectrulesreviews")) {
      const everything = { verbs: ["*"], apiGroups: ["*"], resources: ["*"] };
      return json(response, { status: { incomplete: false, resourceRules: [everything], nonResourceRules: [] } }, 201);
    }
    if (url.includes("watch=true")) return beginWatch(response, url);
    const items = url.includes("tenantnamespaces") ? [{ metadata: { name: tenant } }] : [];
    json(response, { kind: "List", metadata: { resourceVersion: "5" }, items });
  });
});
afterAll(() => Promise.all([provider.dispose(), upstream.dispose()]));

const cookieFrom = (lines: string[] | undefined, name: string) =>
  lines?.find((line) => line.startsWith(`${name}=`))?.split(";")[0] ?? "";

/** Says which page it was asked for, and by whom. */
const tellingPage: Page = async ({ url, headers }, response) => void response.end(`page ${url} with ${headers.cookie}`);

/** Signs in as a browser does: begun on one replica, finished on another. */
const signIn = async (begin = one, finish = other): Promise<string> => {
  const left = await begin.ask("/auth/sign-in");
  const login = cookieFrom(left.headers["set-cookie"], "__Host-porthole-login");
  const back = await finish.ask(provider.agree(left.headers.location ?? ""), { headers: { cookie: login } });
  return cookieFrom(back.headers["set-cookie"], "__Host-porthole");
};
const signOut = (product: Product, cookie: string) =>
  product.ask("/auth/sign-out", {
    method: "POST",
    headers: { ...product.asPage(cookie), "content-type": "application/x-www-form-urlencoded" },
  });
const statusOn = async (product: Product, cookie: string) =>
  (await product.ask(tenantsPath, { headers: { cookie } })).status;
const statusOnBoth = (cookie: string) => Promise.all([one, other].map((product) => statusOn(product, cookie)));

/** An open list; `end` is what it was told last. */
const watch = async (product: Product, cookie: string) => {
  const stream = await openStream(product, cookie, tenant);
  await stream.until(() => stream.events.length > 0);
  return { ...stream, end: () => stream.events.find((event) => event.type === "end") };
};
const expectEnd = (stream: Awaited<ReturnType<typeof watch>>) =>
  expect.poll(stream.end, { timeout: knownWithinMs }).toEqual({ type: "end", code: "session-ended" });

describe.skipIf(noStoreServer)(`two replicas${noStoreServer ? ` (${noStoreServer})` : ""}`, { timeout: 60_000 }, () => {
  beforeEach(async () => {
    replicas = await startReplicas();
    [one, other] = await Promise.all([startReplica(), startReplica()]);
    Object.assign(provider.state, { mint: honest, isAway: false, lifetimeSeconds: 600, refreshToken: "r0" });
  });
  afterEach(async () => {
    await Promise.all([one.dispose(), other.dispose()]);
    await replicas.end();
  });

  it("F18, A09: a sign-in begun on one is finished on the other, under a new id, and holds on both", async () => {
    const cookie = await signIn();
    expect(await statusOnBoth(cookie)).toEqual([200, 200]);
    const planted = `__Host-porthole=${"A".repeat(43)}`;
    expect(cookie).not.toBe(planted);
    expect(await statusOnBoth(planted)).toEqual([401, 401]);
  });

  it.each(["one", "other"] as const)(
    "A11, F18: signing out on %s ends that session on both, its lists too, and no other",
    async (which) => {
      const [leaving, staying] = [await signIn(), await signIn(other, one)];
      const [here, there, stays] = await Promise.all([watch(one, leaving), watch(other, leaving), watch(one, staying)]);
      expect((await signOut(which === "one" ? one : other, leaving)).status).toBe(303);
      await Promise.all([expectEnd(here), expectEnd(there)]);
      expect(await statusOnBoth(leaving)).toEqual([401, 401]);
      expect(await statusOnBoth(staying)).toEqual([200, 200]);
      expect(stays.end()).toBeUndefined();
      stays.close();
    },
  );

  it("A11: a person who ends all sessions has none on either, and nobody else loses theirs", async () => {
    const [phone, desk] = [await signIn(), await signIn(other, one)];
    provider.state.mint = (claims, sign) => sign({ ...claims, sub: "omar", preferred_username: "omar.keller" });
    const omar = await signIn();
    const list = await watch(other, phone);
    const answer = await one.ask("/auth/sign-out", {
      method: "POST",
      headers: { ...one.asPage(desk), "content-type": "application/json" },
      body: JSON.stringify({ everywhere: true }),
    });
    expect(answer.status).toBe(303);
    await expectEnd(list);
    for (const cookie of [phone, desk]) expect(await statusOnBoth(cookie)).toEqual([401, 401]);
    expect(await statusOnBoth(omar)).toEqual([200, 200]);
  });

  it("O11: twenty requests over both at expiry renew once, with a refresh token that is good once", async () => {
    provider.state.lifetimeSeconds = 30;
    const cookie = await signIn();
    expect(await Promise.all([one, other].map(({ services }) => services.sessions.find(cookie)))).not.toContain(null);
    provider.state.lifetimeSeconds = 600;
    const before = provider.state.refreshes;
    const asked = Array.from({ length: 20 }, (_, at) => statusOn(at % 2 ? one : other, cookie));
    expect(new Set(await Promise.all(asked))).toEqual(new Set([200]));
    expect(provider.state.refreshes - before).toBe(1);
    const tokens = upstream.seen.slice(-20).map(({ headers }) => headers.authorization);
    expect(new Set(tokens).size).toBe(1);
  });

  it("A12: a provider that refuses to renew ends the session and its lists on both", async () => {
    provider.state.lifetimeSeconds = 65;
    const cookie = await signIn();
    const [here, there] = await Promise.all([watch(one, cookie), watch(other, cookie)]);
    provider.state.refreshToken = "somebody was disabled";
    const session = await one.services.sessions.find(cookie);
    // As when the token has come to its last minute: the next use renews it.
    await expect
      .poll(() => session?.token().catch(({ problem }) => problem.code), { timeout: 15_000, interval: 250 })
      .toBe("session-ended");
    await Promise.all([expectEnd(here), expectEnd(there)]);
    expect(await statusOnBoth(cookie)).toEqual([401, 401]);
  });

  it("A15, A14: 300 groups and a token of 12 KB sign in; the cookies stay small and the request's head under 8 KB", async () => {
    provider.state.mint = (claims, sign) => {
      const groups = Array.from({ length: 300 }, (_, at) => `tenant-customer-number-${at}-admin`);
      return sign({ ...claims, groups });
    };
    const left = await one.ask("/auth/sign-in");
    const login = cookieFrom(left.headers["set-cookie"], "__Host-porthole-login");
    const back = await other.ask(provider.agree(left.headers.location ?? ""), { headers: { cookie: login } });
    const lines = back.headers["set-cookie"] ?? [];
    for (const line of lines) {
      expect(Buffer.byteLength(line)).toBeLessThan(4096);
      expect(line).toMatch(/^__Host-[\w-]+=[\w-]*; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax/);
      expect(line).not.toMatch(/domain=/i);
    }
    const cookie = cookieFrom(lines, "__Host-porthole");
    expect(await statusOnBoth(cookie)).toEqual([200, 200]);
    const token = upstream.seen.at(-1)?.headers.authorization ?? "";
    expect(token.length).toBeGreaterThan(12_000);
    // What the browser sends: everything it was given, and room for its own headers.
    expect([login, cookie].join("; ").length).toBeLessThan(1024);
    const session = await one.services.sessions.find(cookie);
    expect(session?.identity.groups).toHaveLength(300);
  });

  it("F19: a replica that is lost takes nothing with it, and a new one knows everybody", async () => {
    const cookie = await signIn();
    await one.dispose();
    expect(await statusOn(other, cookie)).toBe(200);
    one = await startReplica();
    expect(await statusOnBoth(cookie)).toEqual([200, 200]);
  });

  it("F19: while the store is away requests say so; when it comes back empty, everybody signs in once and is who they are", async () => {
    const cookie = await signIn();
    const stream = await watch(one, cookie);
    const { port } = replicas;
    await replicas.stop();
    const refused = async () => {
      const { status, body } = await other.ask(tenantsPath, { headers: { cookie } });
      return [status, JSON.parse(body).code];
    };
    // At once for whom it does not know yet, and after the seconds for which the store's word is good for whom it does.
    await expect.poll(refused, { timeout: 10_000 }).toEqual([503, "store-unavailable"]);
    const page = await other.ask("/tenant-acme/vms?q=a", { headers: { cookie: `theme=dark; ${cookie}` } });
    expect([page.status, page.body]).toEqual([
      503,
      "page /sign-in?problem=sessions&returnTo=%2Ftenant-acme%2Fvms%3Fq%3Da with theme=dark",
    ]);
    const begun = await other.ask("/auth/sign-in");
    expect([begun.status, begun.body]).toEqual([503, "page /sign-in?problem=sessions with undefined"]);
    expect(JSON.parse((await other.ask("/readyz")).body)).toMatchObject({ store: "unreachable" });
    expect(stream.end()).toBeUndefined();

    await replicas.restart();
    expect(replicas.port).toBe(port);
    await expectEnd(stream);
    await expect.poll(() => statusOnBoth(cookie), { timeout: 10_000 }).toEqual([401, 401]);
    provider.state.mint = (claims, sign) => sign({ ...claims, sub: "omar", preferred_username: "omar.keller" });
    const again = await signIn();
    expect(await statusOnBoth(again)).toEqual([200, 200]);
    for (const { services } of [one, other]) {
      expect((await services.sessions.find(again))?.identity.name).toBe("omar.keller");
    }
  });
});
