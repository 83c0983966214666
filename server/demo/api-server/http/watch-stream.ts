import type { Cluster } from "../cluster.ts";
import type { Served } from "../resources/registry.ts";
import { openWatch } from "../verbs/watch.ts";
import type { ResourceExchange } from "./exchange.ts";
import { negotiate } from "./negotiation.ts";

/** A client this far behind is cut off, as kube-apiserver ends watchers whose buffer is full. */
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024;

/** Answers a watch as a chunked stream of JSON lines; resolves when it has ended. */
export function streamWatch(
  { cluster, bookmarkIntervalMs }: { cluster: Cluster; bookmarkIntervalMs: number },
  served: Served,
  { request, response, info, target }: ResourceExchange,
): Promise<void> {
  const { format } = negotiate(request.headers.accept, info.query.get("includeObject"));
  return new Promise((resolve, reject) => {
    let held: string[] | undefined = [];
    let ended = false;
    const sink = {
      write: (line: string) => {
        if (held !== undefined) held.push(line);
        else response.write(line);
        return response.writableLength < MAX_BUFFERED_BYTES;
      },
      end: () => {
        ended = true;
        if (held === undefined) response.end();
        resolve();
      },
    };
    try {
      // Held back until the watch is open: a refusal must still be able to choose the status code.
      const close = openWatch(
        cluster,
        served,
        { namespace: target.namespace, query: info.query, format, bookmarkIntervalMs },
        sink,
      );
      response.on("close", close);
      response.writeHead(200, { "Content-Type": "application/json", "Cache-Control": "no-cache, private" });
      response.flushHeaders();
      const first = held.join("");
      held = undefined;
      if (first !== "") response.write(first);
      if (ended) response.end();
    } catch (cause) {
      reject(cause);
    }
  });
}
