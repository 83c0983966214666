import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { ProblemError } from "./problem-error.ts";
import { problemType } from "./problem-reply.ts";

export type Headers = Readonly<Record<string, string>>;

/** An answer for a socket that has no response object, after which it is closed. */
export const rawAnswer = (status: number, headers: Headers, body = ""): string => {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  return `${lines.join("\r\n")}\r\n\r\n${body}`;
};

const statusOf: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

/** What is no HTTP, or too large or too slow to become a request: answered on the socket, with the headers that everything carries. */
export const answerMalformed = (error: Error & { code?: string }, socket: Socket, headers: Headers): void => {
  if (error.code === "ECONNRESET" || !socket.writable) return void socket.destroy();
  const status = statusOf[error.code ?? ""] ?? 400;
  const body = JSON.stringify({ ...new ProblemError("bad-request").problem, status });
  socket.end(rawAnswer(status, { ...headers, "content-type": problemType }, body));
  // Whoever goes on sending is not read any further.
  socket.once("finish", () => socket.destroy());
};
