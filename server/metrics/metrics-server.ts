import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { Registry } from "prom-client";

/** `/metrics` on a port of its own, which no browser is led to and a NetworkPolicy can close; throws when it is taken. */
export const serveMetrics = async (
  registry: Registry,
  { host, port }: { host: string; port: number },
): Promise<Server> => {
  const server = createServer(async ({ method, url }, response) => {
    response.setHeader("x-content-type-options", "nosniff");
    if (url !== "/metrics") return response.writeHead(404).end();
    if (method !== "GET") return response.writeHead(405, { allow: "GET" }).end();
    response.writeHead(200, { "content-type": registry.contentType }).end(await registry.metrics());
  });
  server.listen({ host, port });
  await once(server, "listening");
  return server.unref();
};
