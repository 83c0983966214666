import type { Call } from "../aggregated/group.ts";

/** A watch as a stream of JSON lines that ends cleanly at its time limit. */
export const openStream = (call: Call, onEnd: () => void = () => {}) => {
  const { response, query } = call;
  response.writeHead(200, { "content-type": "application/json" });
  response.flushHeaders();
  const limitMs = Math.min(Number(query.get("timeoutSeconds")) || 1_800, 1_800) * 1_000;
  const limit = setTimeout(() => response.end(), limitMs);
  const stop = () => {
    clearTimeout(limit);
    onEnd();
  };
  if (response.destroyed) stop();
  else response.on("close", stop);
  return (type: string, object: unknown): void => {
    response.write(`${JSON.stringify({ type, object })}\n`);
  };
};

/** Upstream's watch of virtual objects: what is there as ADDED, then silence, not even a bookmark. Clients poll instead. */
export const watchOnce = (call: Call, items: unknown[]): void => {
  const send = openStream(call);
  for (const object of items) send("ADDED", object);
};
