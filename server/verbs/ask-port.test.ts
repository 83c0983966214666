import type { Duplex } from "node:stream";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocketServer } from "ws";
import { startUpstream } from "../http/testing.ts";
import { createKubeTarget } from "../kube/target.ts";
import { somebody } from "../kube/testing-apps.ts";
import { askPort } from "./ask-port.ts";

let upstream: Awaited<ReturnType<typeof startUpstream>>;
beforeEach(async () => {
  upstream = await startUpstream();
});
afterEach(() => upstream.dispose());

const ask = (person = somebody("ada")) =>
  askPort(createKubeTarget(upstream.cluster), person, { tenant: "tenant-a", vm: "web", port: 22 });
const refusesWith = (status: string, body = "") =>
  upstream.server.on("upgrade", (_request, socket: Duplex) => {
    socket.end(`HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`);
  });

describe("whether a port answers", () => {
  it("is asked of the cluster in the person's name, by the path that roles allow, and the connection is given back", async () => {
    const left = Promise.withResolvers<void>();
    const sockets = new WebSocketServer({ noServer: true });
    let asked = "";
    upstream.server.on("upgrade", (request, socket: Duplex, head: Buffer) => {
      const { url, headers } = request;
      asked = `${url} ${headers.authorization} ${headers["sec-websocket-protocol"]}`;
      socket.on("close", () => left.resolve());
      sockets.handleUpgrade(request, socket, head, () => {});
    });
    expect(await ask()).toBe("open");
    expect(asked).toBe(
      "/apis/subresources.kubevirt.io/v1/namespaces/tenant-a/virtualmachineinstances/vm-instance-web/portforward/22/tcp Bearer token-of-ada plain.kubevirt.io",
    );
    await left.promise;
  });

  it.each([
    ["403 Forbidden", "refused"],
    ["401 Unauthorized", "refused"],
    ["500 Internal Server Error", "silent"],
    ["404 Not Found", "silent"],
    ["409 Conflict", "silent"],
    ["503 Service Unavailable", "silent"],
  ] as const)("is, by %s, %s", async (status, answer) => {
    refusesWith(status, "dialing VM: dial tcp 10.0.0.7:22: connect: connection refused");
    expect(await ask()).toBe(answer);
  });

  it("is not known where the cluster does not answer", async () => {
    upstream.server.on("upgrade", (_request, socket: Duplex) => socket.destroy());
    expect(await ask()).toBe("silent");
  });

  it("is given up with the session", async () => {
    const session = new AbortController();
    upstream.server.on("upgrade", () => session.abort());
    expect(await ask({ ...somebody("ada"), ended: session.signal })).toBe("silent");
  });
});
