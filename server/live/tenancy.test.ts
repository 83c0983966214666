import type { ServerResponse } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StreamEvent } from "#lib/api/stream-events.ts";
import { beginWatch, json, type Seen, startUpstream } from "../http/testing.ts";
import { startProductFor } from "./testing.ts";

// Two people of one tenant on one replica: whatever is cached, joined or shared, neither ever gets what was read for the other.

const tenant = "tenant-acme";
const base = `/api/v1/tenants/${tenant}`;
const groups = { ada: "a", omar: "b" };
type Who = keyof typeof groups;

let upstream: Awaited<ReturnType<typeof startUpstream>>;
let product: Awaited<ReturnType<typeof startProductFor<Who>>>;
/** People whom the cluster refuses everything. */
let refused: Set<string>;
let watches: { who: string; url: string; response: ServerResponse }[];

const whoOf = ({ headers }: Seen) => /^Bearer token-of-(\w+)$/.exec(headers.authorization ?? "")?.[1] ?? "nobody";
const secret = "#cloud-config\npassword: correct-horse";
const instance = (who: string) => ({
  metadata: { name: `of-${who}`, uid: `of-${who}`, resourceVersion: "5", annotations: { note: secret } },
  spec: { cloudInit: secret, sshKeys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 key-of-the-machine"] },
});

beforeEach(async () => {
  refused = new Set();
  watches = [];
  upstream = await startUpstream();
  upstream.respond((seen, response) => {
    const who = whoOf(seen);
    if (refused.has(who)) {
      const status = { kind: "Status", code: 403, reason: "Forbidden", message: `${who} may not` };
      return json(response, status, 403);
    }
    if (seen.url.includes("watch=true")) {
      beginWatch(response, seen.url, /vminstances\?/.test(seen.url) ? [instance(who)] : []);
      watches.push({ who, url: seen.url, response });
      return;
    }
    if (seen.url.includes("selfsubjectaccessreviews")) return json(response, { status: { allowed: true } }, 201);
    if (seen.url.includes("selfsubjectrulesreviews")) {
      const rule = { apiGroups: ["*"], resources: ["*"], verbs: ["*"], resourceNames: [] };
      return json(response, { status: { resourceRules: [rule], nonResourceRules: [], incomplete: false } }, 201);
    }
    if (seen.url.endsWith("tenantnamespaces")) {
      return json(response, { items: [{ metadata: { name: tenant } }, { metadata: { name: `tenant-of${who}` } }] });
    }
    const items = /vminstances(?:\?|$)/.test(seen.url) ? [instance(who)] : [];
    json(response, { kind: "List", metadata: { resourceVersion: "5" }, items });
  });
  product = await startProductFor(upstream.cluster, groups, { rateLimits: null });
});
afterEach(async () => {
  await product.dispose();
  await upstream.dispose();
});

describe("two people", () => {
  it("P08: read the same addresses ten thousand times, interleaved: never one object of the other's", {
    timeout: 180_000,
  }, async () => {
    const others: Record<Who, RegExp> = { ada: /"omar"|of-?omar/, omar: /"ada"|of-?ada/ };
    const paths = [`${base}/vms`, "/api/v1/tenants", `${base}/access`, "/api/v1/me"];
    const ask = async (turn: number) => {
      const who: Who = turn % 2 === 0 ? "ada" : "omar";
      const url = paths[Math.floor(turn / 2) % paths.length] ?? "";
      const { statusCode, body } = await product.app.inject({
        url,
        headers: { cookie: product.cookieOf(who), host: "a" },
      });
      if (statusCode !== 200 || others[who].test(body)) expect.unreachable(`${who} ${url}: ${statusCode} ${body}`);
      return body;
    };
    let own = 0;
    for (let turn = 0; turn < 10_000; turn += 250) {
      const bodies = await Promise.all(Array.from({ length: 250 }, (_, index) => ask(turn + index)));
      own += bodies.filter((body) => /of-?(?:ada|omar)/.test(body)).length;
    }
    expect(own).toBeGreaterThan(3000);
    // The cache and the joining were on: most of it cost the cluster nothing.
    expect(upstream.seen.length).toBeLessThan(5000);
  });

  it("P07: no address and no parameter reads over all tenants", async () => {
    for (const path of [
      "/api/v1/vms",
      "/api/v1/tenants/vms",
      "/api/v1/tenants/*/vms",
      "/api/v1/tenants/tenant-/vms",
      "/api/v1/tenants/all/vms",
    ]) {
      expect([path, [400, 404]]).toEqual([
        path,
        expect.arrayContaining([(await product.ask("ada", "GET", path)).status]),
      ]);
    }
    await product.ask("ada", "GET", `${base}/vms?namespace=tenant-globex&allNamespaces=true&tenant=tenant-globex`);
    const paths = upstream.seen.map(({ url }) => url);
    expect(
      paths.filter((url) => /vminstances|virtualmachine(?:s|instances)\b|vmdisks/.test(url)).length,
    ).toBeGreaterThan(0);
    expect(
      paths.filter(
        (url) =>
          /vminstances|vmdisks|\/virtualmachines|services|events/.test(url) && !url.includes(`/namespaces/${tenant}/`),
      ),
    ).toEqual([]);
    expect(paths.join(" ")).not.toContain("globex");
  });

  it("P09: when the browser's session becomes somebody else's, the stream that is open ends and nothing crosses", async () => {
    const cookie = product.cookieOf("ada");
    const stream = await product.stream(cookie, tenant);
    await stream.until(() => stream.rows.has("of-ada"));
    const ended = new Promise((resolve) => void stream.response.once("close", resolve));
    // What signing in again in the same browser does to the session before.
    await (await product.services.sessions.find(cookie))?.end();
    await ended;
    const other = await product.stream(product.cookieOf("omar"), tenant);
    await other.until(() => other.rows.has("of-omar"));
    expect([...stream.rows.keys()]).toEqual(["of-ada"]);
    expect([...other.rows.keys()]).toEqual(["of-omar"]);
    expect(stream.events.at(-1)).toMatchObject({ type: "end", code: "session-ended" });
    other.close();
  });

  it("P10: when one of them loses the right, the cluster's word reaches that one alone", async () => {
    const [ada, omar] = await Promise.all([
      product.stream(product.cookieOf("ada"), tenant),
      product.stream(product.cookieOf("omar"), tenant),
    ]);
    await Promise.all([ada.until(() => ada.rows.has("of-ada")), omar.until(() => omar.rows.has("of-omar"))]);
    refused.add("ada");
    for (const watch of watches.splice(0)) watch.response.end();
    const isStopped = (event: StreamEvent) =>
      event.type === "refused" || (event.type === "upstream" && event.state === "down");
    await ada.until(() => ada.events.some(isStopped));
    const event = {
      type: "ADDED",
      object: { ...instance("omar"), metadata: { ...instance("omar").metadata, name: "new", uid: "new" } },
    };
    const ofOmar = () => watches.find(({ who, url }) => who === "omar" && url.includes("/vminstances?"));
    await expect.poll(ofOmar, { timeout: 15_000 }).toBeDefined();
    ofOmar()?.response.write(`${JSON.stringify(event)}\n`);
    await omar.until(() => omar.rows.has("new"));
    expect(ada.rows.has("new")).toBe(false);
    ada.close();
    omar.close();
  });
});

it("P18: what a machine hides is in no list, no stream and no page of it", async () => {
  const list = await product.ask("ada", "GET", `${base}/vms`);
  const one = await product.ask("ada", "GET", `${base}/vms/of-ada`);
  const stream = await product.stream(product.cookieOf("ada"), tenant);
  await stream.until(() => stream.rows.size > 0);
  expect(list.body.rows).toHaveLength(1);
  expect(one.status).toBe(200);
  const all = JSON.stringify([list.body, one.body, stream.events]);
  expect(all).not.toMatch(/correct-horse|cloud-config|key-of-the-machine/);
  expect(product.lines.join("")).not.toMatch(/correct-horse|cloud-config|key-of-the-machine/);
  stream.close();
});
