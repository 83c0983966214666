import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { json, startProduct, startUpstream } from "../http/testing.ts";
import { serveMetrics } from "./metrics-server.ts";

const upstream = await startUpstream();
const product = await startProduct(upstream.cluster);
const server = await serveMetrics(product.services.metrics.registry, { host: "127.0.0.1", port: 0 });
// Listening on TCP, so the address is one of a socket.
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

afterAll(async () => {
  server.close();
  await product.dispose();
  await upstream.dispose();
});

const metrics = async () => (await fetch(`${origin}/metrics`)).text();
/** Labels and value of every sample of one name. */
const samples = async (name: string) =>
  (await metrics())
    .split("\n")
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .map((line) => line.slice(name.length));

describe("metrics", () => {
  beforeAll(async () => {
    upstream.respond((_seen, response) => json(response, { kind: "TenantNamespaceList", items: [] }));
    const cookie = await product.signIn("secret-person");
    await product.ask("/api/v1/tenants", { headers: { cookie } });
    await product.ask("/api/v1/tenants/tenant-secret/vms/secret-machine", { headers: { cookie } });
    await product.ask("/api/v1/tenants");
    await product.ask("/secret-page?token=secret-query");
  });

  it("count what was answered, by route and status", async () => {
    const counts = await samples("porthole_http_request_duration_seconds_count");
    expect(counts).toContain('{method="GET",route="/api/v1/tenants",status="200"} 1');
    expect(counts).toContain('{method="GET",route="/api/v1/tenants",status="401"} 1');
  });

  it("count what the cluster was asked and how it went", async () => {
    const [tenants] = (await samples("porthole_upstream_request_duration_seconds_count")).filter((line) =>
      line.includes("tenantnamespaces"),
    );
    expect(tenants).toBe('{resource="tenantnamespaces",verb="list",outcome="ok"} 1');
  });

  it("tell what is open, and no longer when it is over, however often that is said", async () => {
    const over = product.services.metrics.opened("stream");
    expect(await samples("porthole_open")).toContain('{what="stream"} 1');
    over();
    over();
    expect(await samples("porthole_open")).toContain('{what="stream"} 0');
  });

  it("A08: name no person, tenant, machine or address, and answer nothing else", async () => {
    expect(await metrics()).not.toContain("secret");
    expect((await fetch(`${origin}/api/v1/tenants`)).status).toBe(404);
    expect((await fetch(`${origin}/metrics`, { method: "POST" })).status).toBe(405);
  });

  it("are not on the port that browsers reach", async () => {
    const answer = await product.ask("/metrics");
    expect(answer.body).not.toContain("porthole_");
  });
});
