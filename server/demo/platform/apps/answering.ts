import type { Call } from "../aggregated/group.ts";
import { Failure } from "./failure.ts";

/** Runs a handler; a Failure becomes its Status. */
export const answering = async (call: Call, handler: (call: Call) => Promise<void>): Promise<void> => {
  try {
    await handler(call);
  } catch (error) {
    if (!(error instanceof Failure) || call.response.headersSent) throw error;
    sendJson(call, error.code, error.body);
  }
};

export const sendJson = (call: Call, code: number, body: unknown): void =>
  send(call, code, "application/json", `${JSON.stringify(body)}\n`);

export const send = (call: Call, code: number, contentType: string, text: string): void => {
  call.response.writeHead(code, { "content-type": contentType, "content-length": Buffer.byteLength(text) });
  call.response.end(text);
};
