import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import type { Call } from "./group.ts";
import { openWatchStream } from "./watch-stream.ts";

it("what happens after a watch's end is not written, however long its reader takes to the end", async () => {
  const { promise: opened, resolve: open } = Promise.withResolvers<ServerResponse>();
  const server = createServer((_, response) => open(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // Listening on a port, so no pipe's name.
  const reader = new Promise<IncomingMessage>((resolve) => get({ host: "127.0.0.1", port }, resolve));
  try {
    const response = await opened;
    const errors: unknown[] = [];
    response.on("error", (error) => errors.push(error));
    // A call has more to it; a stream takes these two.
    const call = { query: new URLSearchParams({ timeoutSeconds: "0.05" }), response } as unknown as Call;
    const { send } = openWatchStream(call, { bookmarkEveryMs: 60_000, shortestMs: 60_000 });
    send("ADDED", "x".repeat(16 * 1024 * 1024));
    await expect.poll(() => response.writableEnded).toBe(true);
    expect(response.closed).toBe(false);
    send("MODIFIED", "too late");
    const lines: string[] = [];
    for await (const chunk of (await reader).setEncoding("utf8")) lines.push(String(chunk));
    expect(lines.join("").match(/"type":"[A-Z]+"/g)).toEqual(['"type":"ADDED"']);
    expect(errors).toEqual([]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
