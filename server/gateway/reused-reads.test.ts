import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, type TLSSocket } from "node:tls";
import { generate } from "selfsigned";
import { afterEach, describe, expect, test } from "vitest";
import { createIdleMemory, ReusedReads } from "./reused-reads.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Numbers that go on, so that a piece which is lost, doubled or overwritten is seen. */
const numbered = (bytes: number): Buffer => {
  const all = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) all.writeUInt32LE(at, at);
  return all;
};

const { private: key, cert } = await generate([{ name: "commonName", value: "127.0.0.1" }], {
  extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }],
});

/** Somebody who speaks, by TLS or plainly, and those who read it. */
const dialled = async (isTls: boolean, speak: (socket: Socket | TLSSocket) => void, idle = createIdleMemory()) => {
  const serve = (socket: Socket): void => {
    socket.on("error", () => {});
    speak(socket);
  };
  const server = isTls ? createTlsServer({ key, cert }, serve) : createServer(serve);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const reads = new ReusedReads(isTls, idle);
  const socket = reads.connect({ host: "127.0.0.1", port, ...(isTls && { ca: cert }) });
  return { reads, socket };
};

describe.each([false, true])("memory that is used again (TLS: %s)", (isTls) => {
  const megabytes = numbered(8 << 20);

  test("every byte comes once and in order, up to the end", async () => {
    const { reads, socket } = await dialled(isTls, (guest) => void guest.end(megabytes));
    const parts: Buffer[] = [];
    reads.start((chunk) => parts.push(Buffer.from(chunk)));
    await once(socket, "end");
    expect(Buffer.concat(parts).equals(megabytes)).toBe(true);
  });

  test("what is still being written is not written over", async () => {
    const { reads, socket } = await dialled(isTls, (guest) => void guest.end(megabytes));
    const parts: Buffer[] = [];
    const lent: Buffer[] = [];
    reads.start((chunk) => {
      lent.push(chunk);
      if (lent.length > 1) return;
      reads.pause();
      // Read at its end, as a slow socket does.
      setTimeout(() => {
        parts.push(...lent.splice(0).map((each) => Buffer.from(each)));
        reads.resume();
      }, 1);
    });
    await once(socket, "end");
    await expect.poll(() => Buffer.concat(parts).length, { timeout: 15_000 }).toBe(megabytes.length);
    expect(Buffer.concat(parts).equals(megabytes)).toBe(true);
  });

  test("what came before anybody listened comes first", async () => {
    const { reads, socket } = await dialled(isTls, (guest) => void guest.end("early"));
    await once(socket, "readable");
    const parts: string[] = [];
    reads.start((chunk) => parts.push(String(chunk)));
    await once(socket, "end");
    expect(parts.join("")).toBe("early");
  });

  test("two that are idle do not see each other's bytes, although they share", async () => {
    const idle = createIdleMemory();
    const [ada, ben] = [
      await dialled(isTls, (guest) => void guest.write("ada"), idle),
      await dialled(isTls, (guest) => void guest.write("ben"), idle),
    ];
    const parts: Buffer[][] = [[], []];
    ada.reads.start((chunk) => parts[0]?.push(chunk));
    ben.reads.start((chunk) => parts[1]?.push(chunk));
    const heard = (): string[] => parts.map((each) => Buffer.concat(each).toString());
    await expect.poll(heard).toEqual(["ada", "ben"]);
    ada.socket.destroy();
    ben.socket.destroy();
  });

  test("after the last that is wanted the end is still noticed", async () => {
    const { reads, socket } = await dialled(isTls, (guest) => void guest.end(megabytes));
    const first = new Promise<void>((resolve) => {
      reads.start(() => {
        reads.pause();
        reads.drop();
        resolve();
      });
    });
    await first;
    await once(socket, "end");
  });
});
