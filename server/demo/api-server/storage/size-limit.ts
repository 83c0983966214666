import { StatusError } from "../objects/status-error.ts";

/** etcd's `--max-request-bytes`, and the limit of the gRPC client before it; both as kube-apiserver passes them on. */
const ETCD_BYTES = 1.5 * 1024 * 1024;
const CLIENT_BYTES = 2 * 1024 * 1024;

/** Refuses an object that etcd would not take: a 500 without reason, in the words of whoever refused. */
export function assertStorable(json: string): void {
  // Most objects are far below, and UTF-16 units are a lower bound of the bytes.
  const bytes = json.length * 3 < ETCD_BYTES ? 0 : Buffer.byteLength(json);
  if (bytes > CLIENT_BYTES) {
    const text = `trying to send message larger than max (${bytes} vs. ${CLIENT_BYTES})`;
    throw new StatusError(500, "", `rpc error: code = ResourceExhausted desc = ${text}`);
  }
  if (bytes > ETCD_BYTES) throw new StatusError(500, "", "etcdserver: request is too large");
}
