import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Certificates, createCertificates } from "../../certificates.ts";
import { refuseUpgrade, sendJson } from "./answers.ts";
import type { AggregatedGroup } from "./group.ts";
import { createAggregatedServer } from "./server.ts";

const mirror: AggregatedGroup = {
  group: "mirror.example",
  versions: ["v1"],
  openApi: (version) => ({ openapi: "3.0.0", info: { version } }),
  handle: async ({ path, caller, query, body, response }) => {
    if (path[1] === "fail") throw new Error("the mirror is broken");
    sendJson(response, 200, { path, caller, query: query.toString(), body: (await body()).toString() });
  },
  upgrade: async ({ path, caller, socket }) => refuseUpgrade(socket, 418, { path, caller }),
};

let certificates: Certificates;
let server: Awaited<ReturnType<typeof createAggregatedServer>>;

beforeAll(async () => {
  certificates = await createCertificates();
  server = await createAggregatedServer({
    groups: [mirror, { ...mirror, group: "plain.example", openApi: undefined, upgrade: undefined }],
    certificate: certificates.platform,
    frontProxyCa: certificates.frontProxyCa.cert,
  });
});
afterAll(() => server.dispose());

type Answer = { code: number; text: string; type: string; keepAlive: string };

const call = (path: string, { body, ...options }: RequestOptions & { body?: string } = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = httpsRequest({ host: "127.0.0.1", port: server.port, path, ca: certificates.ca.cert, ...options });
    request.on("response", async (response) => {
      let text = "";
      for await (const chunk of response) text += chunk;
      const { "content-type": type = "", "keep-alive": keepAlive = "" } = response.headers;
      resolve({ code: response.statusCode ?? 0, text, type, keepAlive: String(keepAlive) });
    });
    request.on("error", reject);
    request.end(body);
  });

const asProxy = () => ({
  ...certificates.frontProxy,
  headers: { "X-Remote-User": "ada.brunner", "X-Remote-Group": ["tenant-acme-admin", "strange, group"] },
});
const upgrading = { connection: "Upgrade", upgrade: "websocket" };
const below = "/apis/mirror.example/v1/namespaces/a%2Fb/things";

describe("aggregated server", () => {
  it("answers discovery, health and OpenAPI to everybody", async () => {
    expect(await call("/readyz")).toMatchObject({ code: 200, text: "ok" });
    expect(JSON.parse((await call("/apis")).text).groups).toHaveLength(2);
    expect(JSON.parse((await call("/apis/mirror.example")).text).preferredVersion.groupVersion).toBe(
      "mirror.example/v1",
    );
    expect(JSON.parse((await call("/apis/mirror.example/v1")).text).caller.name).toBe("system:anonymous");
    const { paths } = JSON.parse((await call("/openapi/v3")).text);
    expect(Object.keys(paths)).toEqual(["apis/mirror.example/v1"]);
    expect((await call(paths["apis/mirror.example/v1"].serverRelativeURL)).code).toBe(200);
  });

  it.each(["/", "/apis/other.example", "/apis/mirror.example/v2/x", "/openapi/v3/apis/plain.example/v1", "/api/v1"])(
    "has nothing at %s",
    async (path) => {
      expect(await call(path, asProxy())).toMatchObject({ code: 404, text: "404 page not found\n" });
    },
  );

  it("keeps an idle connection longer than the 90 seconds after which the aggregation layer lets it go", async () => {
    const agent = new Agent({ keepAlive: true });
    const { keepAlive } = await call("/readyz", { agent });
    agent.destroy();
    expect(Number(keepAlive.replace("timeout=", ""))).toBeGreaterThan(90);
  });

  it("takes the aggregation layer's word for who calls", async () => {
    const { text } = await call(`${below}?watch=1`, { ...asProxy(), method: "POST", body: "hello" });
    expect(JSON.parse(text)).toEqual({
      path: ["v1", "namespaces", "a/b", "things"],
      caller: { name: "ada.brunner", groups: ["tenant-acme-admin", "strange, group"] },
      query: "watch=1",
      body: "hello",
    });
  });

  it("reads names as UTF-8, as kube-apiserver writes them", async () => {
    const latin1 = (text: string) => Buffer.from(text, "utf8").toString("latin1");
    const headers = { "X-Remote-User": latin1("zoë.müller"), "X-Remote-Group": [latin1("Größe-日本")] };
    const { text } = await call(below, { ...asProxy(), headers });
    expect(JSON.parse(text).caller).toEqual({ name: "zoë.müller", groups: ["Größe-日本"] });
  });

  it("refuses callers without the aggregation layer's certificate, whatever their headers say", async () => {
    const { headers } = asProxy();
    const refusal = { code: 401, text: "request is not authenticated" };
    expect(await call(below, { headers })).toMatchObject(refusal);
    expect(await call(below, { headers: { ...headers, ...upgrading } })).toMatchObject(refusal);
    // Signed by another authority than the front proxy's.
    expect(await call(below, { headers, ...certificates.server })).toMatchObject(refusal);
  });

  it("hands upgrades to groups that take them", async () => {
    const proxy = asProxy();
    const headers = { ...proxy.headers, ...upgrading };
    expect(await call(below, { ...proxy, headers })).toMatchObject({ code: 418 });
    expect(await call("/apis/plain.example/v1/x", { ...proxy, headers })).toMatchObject({ code: 404 });
  });

  it("answers a broken path, a broken group and a body without end", async () => {
    expect((await call("/apis/mirror.example/v1/%zz", asProxy())).code).toBe(400);
    expect(JSON.parse((await call("/apis/mirror.example/v1/fail", asProxy())).text)).toMatchObject({
      kind: "Status",
      code: 500,
      message: "Internal error occurred: the mirror is broken",
    });
    const body = "x".repeat(3 * 1024 * 1024 + 1);
    expect((await call(below, { ...asProxy(), method: "POST", body })).text).toContain("Request entity too large");
  });
});
