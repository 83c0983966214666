import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { once } from "node:events";
import type { Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { catalogueFixture } from "#lib/create/catalogue.fixture.ts";
import { defaultInput } from "#lib/create/defaults.ts";
import type { CreateInput } from "#lib/create/input.ts";
import { dialUpgrade } from "../gateway/raw-socket.ts";
import { createKube } from "../kube/client.ts";
import { createKubeTarget } from "../kube/target.ts";
import { sessionOf, startSignIn } from "./signing-in.ts";
import { json, startProduct, startUpstream } from "./testing.ts";

/** Every address that this process connects to or looks up while `work` is done. */
const connections = async (work: () => Promise<unknown>): Promise<Set<string>> => {
  const all = new Set<string>();
  const note = (message: unknown) => {
    // What node publishes on this channel.
    const { socket } = message as { socket: Socket };
    socket.once("lookup", (_error, _address, _family, host) => void all.add(host));
    socket.once("connect", () => void all.add(`${socket.remoteAddress}:${socket.remotePort}`));
  };
  subscribe("net.client.socket", note);
  await work().finally(() => unsubscribe("net.client.socket", note));
  return all;
};

describe("the server's own connections", () => {
  let upstream: Awaited<ReturnType<typeof startUpstream>>;
  let product: Awaited<ReturnType<typeof startProduct>>;
  beforeEach(async () => {
    upstream = await startUpstream();
    upstream.respond((_seen, response) => json(response, { items: [] }));
    product = await startProduct(upstream.cluster);
  });
  afterEach(async () => {
    await product.dispose();
    await upstream.dispose();
  });

  it("S01, S02: an image's name that is an address is refused and never fetched, looked up or sized", async () => {
    const cookie = await product.signIn("ada");
    const input: CreateInput = { ...defaultInput(catalogueFixture, null), name: "web", exposure: { kind: "private" } };
    const from = (source: object) => ({ ...input, disks: input.disks.map((disk) => ({ ...disk, source })) });
    const images = [
      "http://169.254.169.254/latest/meta-data",
      "http://localhost:1",
      "http://[::1]:1",
      "http://0x7f000001",
      "http://kubernetes.default.svc",
      "file:///etc/passwd",
      "gopher://127.0.0.1:1/_x",
      "//evil.example/x",
    ];
    const asked = await connections(async () => {
      for (const image of images) {
        const headers = { ...product.asPage(cookie), "content-type": "application/json" };
        const path = "/api/v1/tenants/tenant-acme/vms";
        const more = [
          from({ kind: "image", name: image }),
          from({ kind: "url", url: image, headers: [], checksum: "" }),
          from({ kind: "registry", url: image }),
        ];
        for (const body of more) {
          const { status } = await product.ask(path, { method: "POST", headers, body: JSON.stringify(body) });
          expect([image, status >= 400]).toEqual([image, true]);
        }
      }
    });
    const own = [`127.0.0.1:${product.port}`, upstream.cluster.server.replace("https://", "")];
    expect([...asked].filter((address) => !own.includes(address))).toEqual([]);
    expect(upstream.seen.filter(({ method, url }) => method !== "GET" && !url.includes("selfsubject"))).toEqual([]);
  });

  it("P21: where upstream would lead us, nobody goes", async () => {
    const cookie = await product.signIn("ada");
    for (const status of [301, 302, 303, 307, 308]) {
      upstream.respond((_seen, response) => json(response, {}, status, { location: "http://127.0.0.2:9/" }));
      const asked = await connections(async () => {
        const { headers } = await product.ask("/api/v1/tenants", { headers: { cookie } });
        expect(headers.location).toBeUndefined();
      });
      expect([...asked].join()).not.toContain("127.0.0.2");
    }
  });
});

it("S03: a picture, a page or a profile that the identity provider names is neither kept nor fetched", async () => {
  const set = await startSignIn();
  set.provider.state.mint = (claims, sign) =>
    sign({
      ...claims,
      picture: "https://tracker.example/a.png",
      website: "https://tracker.example",
      profile: "https://tracker.example/p",
    });
  const asked = await connections(async () => {
    const answer = await set.signIn();
    const me = await set.comeBack("/api/v1/me", sessionOf(answer));
    expect(me.status).toBe(200);
    expect(me.body).not.toContain("tracker");
    expect(String(answer.headers["content-security-policy"])).toContain("img-src 'self' data: blob:;");
  });
  expect([...asked].join()).not.toContain("tracker");
  await set.dispose();
});

it("F41: a cluster that has IPv6 alone, another port and a path in front is read, watched and dialled", async () => {
  const upstream = await startUpstream("::1");
  const prefix = "/k8s/clusters/c-1";
  const target = createKubeTarget({ ...upstream.cluster, server: `${upstream.cluster.server}${prefix}/` });
  const kube = createKube(target);
  const person = {
    sessionId: "s",
    identity: { issuer: "i", subject: "ada", name: "ada", groups: [] },
    token: async () => "token-of-ada",
    ended: new AbortController().signal,
  };
  const path = ["apis", "apps.cozystack.io", "v1alpha1", "namespaces", "tenant-acme", "vminstances"] as const;
  upstream.respond((seen, response) => {
    if (!seen.url.includes("watch=true")) return json(response, { items: [] });
    response.end(`${JSON.stringify({ type: "ADDED", object: {} })}\n`);
  });
  expect(await kube.get(person, path)).toEqual({ items: [] });
  for await (const event of kube.watch(person, path)) expect(event.type).toBe("ADDED");
  const dialled = once(upstream.server, "upgrade");
  const url = `${target.origin.replace("http", "ws")}${target.pathOf([...path, "x"])}`;
  const answer = dialUpgrade(url, "plain.kubevirt.io", { ...target.tls }, AbortSignal.timeout(10_000));
  const [request, socket] = await dialled;
  socket.end("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  expect(await answer).toMatchObject({ kind: "refused", status: 404 });
  for (const asked of [...upstream.seen.map(({ url }) => url), request.url])
    expect(asked).toMatch(new RegExp(`^${prefix}/apis/`));
  await kube.dispose();
  await upstream.dispose();
});
