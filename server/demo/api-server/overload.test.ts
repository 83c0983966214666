import { afterAll, beforeAll, expect, test } from "vitest";
import { TestServer } from "./test-client.ts";

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start({
    tokens: [
      { token: "ada", user: "ada", groups: ["system:masters"] },
      { token: "omar", user: "omar" },
    ],
  });
});
afterAll(() => server.dispose());

const pods = "/api/v1/pods";
const overload = (body: object, token?: string) => server.call("PUT", "/demo/overload", body, token ? { token } : {});

test("turns away as many requests as it was told, with the time to wait", async () => {
  expect((await overload({ requests: 2, retryAfterSeconds: 7, path: "/api/v1/pods" })).code).toBe(200);
  expect((await server.call("GET", "/api/v1/namespaces")).code).toBe(200);
  for (const _ of [1, 2]) {
    const { code, text, headers } = await server.call("GET", pods);
    expect([code, text, headers.get("retry-after")]).toEqual([
      429,
      "Too many requests, please try again later.\n",
      "7",
    ]);
    expect(headers.get("content-type")).toContain("text/plain");
  }
  expect((await server.call("GET", pods)).code).toBe(200);
});

test("only of one person, when one is named", async () => {
  await overload({ requests: 1, user: "ada" });
  expect((await server.call("GET", pods)).code).toBe(200);
  expect((await server.call("GET", pods, undefined, { token: "ada" })).code).toBe(429);
  expect((await server.call("GET", pods, undefined, { token: "ada" })).code).toBe(200);
});

test("is the administrator's, and reads its wish strictly", async () => {
  expect((await overload({ requests: 1 }, "omar")).code).toBe(403);
  expect((await overload({ requests: -1 })).code).toBe(400);
  expect((await overload({})).code).toBe(400);
  expect((await server.call("GET", "/demo/overload")).code).toBe(405);
});
