import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { PassThrough } from "node:stream";
import { promisify } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { type Accepted, adoptSocket } from "./adopted-socket.ts";
import { createIdleMemory, ReusedReads } from "./reused-reads.ts";

const open: { server: Server; sockets: Socket[] }[] = [];
afterEach(() => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});

/** Somebody who dialled, the socket that a server made of it, and what that became. */
const accepted = async (first = ""): Promise<{ dialled: Socket; made: Socket; server: Server } & Accepted> => {
  const server = createServer({ allowHalfOpen: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const dialled = connect(typeof address === "object" && address ? address.port : 0);
  open.push({ server, sockets: [dialled] });
  dialled.on("error", () => {});
  // Listening on TCP, so a socket comes.
  const [made] = (await once(server, "connection")) as [Socket];
  if (first) {
    dialled.write(first);
    await once(made, "readable");
  }
  return { dialled, made, server, ...adoptSocket(made, createIdleMemory()) };
};

/** Numbers that go on, so that a piece which is lost, doubled or overwritten is seen. */
const numbered = (bytes: number): Buffer => {
  const all = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) all.writeUInt32LE(at, at);
  return all;
};

const connections = (server: Server): Promise<number> => promisify(server.getConnections.bind(server))();

describe("a socket that a server accepted", () => {
  test("is read into memory that is used again, every byte once and in order", async () => {
    const { dialled, browser, heard } = await accepted();
    expect(heard).toBeInstanceOf(ReusedReads);
    const bytes = numbered(8 << 20);
    const parts: Buffer[] = [];
    heard.start((chunk) => parts.push(Buffer.from(chunk)));
    dialled.end(bytes);
    await once(browser, "end");
    expect(Buffer.concat(parts).equals(bytes)).toBe(true);
  });

  test("has what came before first, and answers", async () => {
    const { dialled, browser, heard } = await accepted("early");
    const parts: string[] = [];
    heard.start((chunk) => parts.push(String(chunk)));
    dialled.write(" late");
    await expect.poll(() => parts.join("")).toBe("early late");
    browser.write("heard");
    expect(String((await once(dialled, "data"))[0])).toBe("heard");
  });

  test.each(["browser", "made"] as const)("ends with the other and is counted no more: %s", async (which) => {
    const { server, dialled, ...both } = await accepted();
    dialled.resume();
    const ends = Promise.all([once(both.browser, "close"), once(both.made, "close"), once(dialled, "close")]);
    expect(await connections(server)).toBe(1);
    both[which].destroy();
    await ends;
    await expect.poll(() => connections(server)).toBe(0);
  });

  test("that is none, or has something on its way out, stays what it is", async () => {
    const stream = new PassThrough();
    expect(adoptSocket(stream, createIdleMemory()).browser).toBe(stream);
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const dialled = connect(typeof address === "object" && address ? address.port : 0);
    open.push({ server, sockets: [dialled] });
    const [made] = (await once(server, "connection")) as [Socket];
    made.cork();
    made.write("on its way");
    expect(adoptSocket(made, createIdleMemory()).browser).toBe(made);
    made.destroy();
  });
});
