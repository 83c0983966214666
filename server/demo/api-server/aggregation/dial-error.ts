import type { Backend } from "./backend.ts";

const SYSCALL_TEXT: Readonly<Record<string, string>> = {
  ECONNREFUSED: "connect: connection refused",
  ECONNRESET: "read: connection reset by peer",
  ETIMEDOUT: "i/o timeout",
  ENOTFOUND: "no such host",
};

/** The plain text of a 503, in the words of kube-apiserver's proxy. */
export function dialErrorText(backend: Backend, cause: unknown): string {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const message = cause instanceof Error ? cause.message : String(cause);
  const text = SYSCALL_TEXT[code];
  if (text !== undefined) return `error trying to reach service: dial tcp ${backend.host}:${backend.port}: ${text}`;
  const certificate = /CERT|SELF_SIGNED|ISSUER|ALTNAME/.test(code);
  return `error trying to reach service: ${certificate ? `tls: failed to verify certificate: ${message}` : message}`;
}
