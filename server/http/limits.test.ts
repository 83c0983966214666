import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it } from "vitest";
import { createCsrfToken } from "./csrf.ts";
import { origin, startProduct, startSignedIn } from "./testing.ts";

const { upstream, product, cookie, dispose } = await startSignedIn();
afterAll(dispose);

const dial = async (): Promise<Socket> => {
  const socket = connect(product.port, "127.0.0.1");
  // Being cut off is what these tests are about.
  socket.on("error", () => {});
  await once(socket, "connect");
  return socket;
};
const headOf = (path: string, ...more: string[]) =>
  [
    `POST ${path} HTTP/1.1`,
    "Host: a",
    `Origin: ${origin}`,
    `Cookie: ${cookie}`,
    `x-csrf-token: ${createCsrfToken(cookie)}`,
    "Content-Type: application/json",
    ...more,
    "\r\n",
  ].join("\r\n");
const power = "/api/v1/tenants/tenant-acme/vms/web-01/power";
const statusIn = (answer: string) => Number(answer.split(" ", 2)[1]);

/** Sends without end; gives how much the server let itself be sent before it ended the connection. */
const flood = async (socket: Socket, part: string): Promise<number> => {
  const isOver = new Promise<void>((resolve) => void socket.once("close", () => resolve()));
  socket.resume();
  while (!socket.destroyed && socket.writable && socket.bytesWritten < 2 ** 31) {
    if (!socket.write(part)) await Promise.race([once(socket, "drain").catch(() => {}), isOver]);
  }
  await isOver;
  return socket.bytesWritten;
};
const part = "x".repeat(64 * 1024);
/** What the system's own buffers hold on the way, with room to spare. */
const nothingMuch = 24 * 1024 * 1024;

describe("P16: what is too large", () => {
  it.each([
    ["of a person", power, 413],
    ["where nobody would read it", "/api/v1/nothing", 413],
    ["at signing out", "/auth/sign-out", 413],
  ])(
    "a body of 2 GB %s is refused before a byte of it, and whoever sends on is cut off",
    async (_name, path, status) => {
      const head = headOf(path, `Content-Length: ${2 ** 31}`);
      const polite = await dial();
      polite.write(head);
      expect(statusIn(await text(polite))).toBe(status);
      const rude = await dial();
      rude.write(head);
      expect(await flood(rude, part)).toBeLessThan(nothingMuch);
    },
  );

  it("chunks without end are refused when they are too many", async () => {
    const head = headOf(power, "Transfer-Encoding: chunked");
    const polite = await dial();
    polite.write(head + `10000\r\n${part}\r\n`.repeat(5));
    expect(statusIn(await text(polite))).toBe(413);
    const rude = await dial();
    rude.write(head);
    expect(await flood(rude, `10000\r\n${part}\r\n`)).toBeLessThan(nothingMuch);
  });

  it.each([
    ["10,000 headers", Array.from({ length: 10_000 }, (_, index) => `x-${index}: a`).join("\r\n")],
    ["a header of 64 KB", `x-a: ${"a".repeat(64 * 1024)}`],
    ["an address of 64 KB", null],
  ])("%s are 431", async (_name, headers) => {
    const socket = await dial();
    const line = headers === null ? `GET /${"a".repeat(64 * 1024)} HTTP/1.1` : "GET / HTTP/1.1";
    socket.write(`${line}\r\nHost: a\r\n${headers ?? "x: y"}\r\n\r\n`);
    expect(statusIn(await text(socket))).toBe(431);
  });

  it("a body that is no JSON, and one that is too large, are problems without words of ours or the parser's", async () => {
    const headers = { ...product.asPage(cookie), "content-type": "application/json" };
    const large = await product.ask(power, { method: "POST", headers, body: JSON.stringify("x".repeat(300 * 1024)) });
    expect([large.status, JSON.parse(large.body).code]).toEqual([413, "bad-request"]);
    const broken = await product.ask(power, { method: "POST", headers, body: '{"kind":' });
    expect([broken.status, JSON.parse(broken.body).code]).toEqual([400, "bad-request"]);
    expect(broken.body).not.toContain("JSON");
  });
});

it("P16: who sends a byte now and then is told that the time is up", { timeout: 60_000 }, async () => {
  const { server } = product.app;
  // A body has a minute, a head a third of it; the same clock ends both, and nobody here waits for so long.
  expect([server.requestTimeout, server.headersTimeout]).toEqual([60_000, 20_000]);
  server.headersTimeout = 1_000;
  const socket = await dial();
  const answer = text(socket);
  socket.write("GET /healthz HTTP/1.1\r\nHost: a\r\nx-a: ");
  const dripping = setInterval(() => socket.write("a"), 300);
  expect(statusIn(await answer)).toBe(408);
  clearInterval(dripping);
});

describe("rates", () => {
  const limits = { signIns: 3, ownSignIns: 100, address: 100, reads: 5, writes: 2, consoles: 1 };
  const start = () => startProduct(upstream.cluster, { overrides: { rateLimits: limits } });
  const statuses = async (asked: Promise<{ status: number }>[]) =>
    (await Promise.all(asked)).map(({ status }) => status).filter((status) => status === 429).length;

  it("are those of a person, in all their sessions: reads, writes and consoles apart", async () => {
    const own = await start();
    const [one, two] = [await own.signIn("eager"), await own.signIn("eager")];
    const read = (of: string) => own.ask("/api/v1/me", { headers: { cookie: of } });
    expect(await statuses([one, two, one, two, one, two].map(read))).toBe(1);
    const write = (path: string) =>
      own.ask(path, {
        method: "POST",
        headers: { ...own.asPage(one), "content-type": "application/json" },
        body: "{}",
      });
    expect(await statuses([power, power, power].map(write))).toBe(1);
    const ticket = power.replace("power", "console-tickets");
    expect(await statuses([ticket, ticket].map(write))).toBe(1);
    expect((await read(await own.signIn("patient"))).status).toBe(200);
    await own.dispose();
  });

  it("D01: of an address bound what anybody can ask for without being anybody", async () => {
    let rendered = 0;
    const own = await startProduct(upstream.cluster, {
      overrides: { rateLimits: limits },
      page: async (_request, response) => {
        rendered++;
        response.end();
      },
    });
    const ada = await own.signIn("ada");
    upstream.seen.length = 0;
    const paths = [
      "/auth/sign-in",
      "/auth/callback?code=a&state=b",
      "/sign-in",
      "/_next/static/none.js",
      "/api/v1/tenants",
      "/ws/console/vnc",
    ];
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) => own.ask(paths[index % paths.length] ?? "")),
    );
    // Pages, and sign-ins that failed and say so by one.
    expect(rendered).toBeLessThanOrEqual(2 * limits.signIns);
    expect(answers.filter(({ headers }) => headers["set-cookie"]).length).toBeLessThanOrEqual(limits.signIns);
    expect(upstream.seen).toEqual([]);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(100);
    expect(JSON.parse(refused[0]?.body ?? "{}")).toMatchObject({ code: "too-many-requests", status: 429 });
    expect(Number(refused[0]?.headers["retry-after"])).toBeGreaterThan(0);
    for (let turn = 0; turn < limits.reads; turn++) {
      expect((await own.ask("/tenant-acme/vms", { headers: { cookie: ada } })).status).toBe(200);
    }
    await own.dispose();
  });
});
