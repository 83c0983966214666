import type { Duplex } from "node:stream";
import * as z from "zod";

const said = z.object({
  QMP: z.object({}).optional(),
  id: z.number().optional(),
  error: z.object({ desc: z.string() }).optional(),
  event: z.string().optional(),
  data: z.object({ guest: z.boolean().optional() }).optional(),
});

export type QmpEvent = { name: string; isOfGuest: boolean };

export type Qmp = {
  /** Resolves when QEMU takes commands: its screen and lines can be reached then. */
  ready: Promise<void>;
  /** Rejects with QEMU's own words, and when QEMU is gone. */
  execute: (command: string, given?: Record<string, unknown>) => Promise<void>;
};

type Waiting = { resolve: () => void; reject: (error: Error) => void };

/** QEMU's machine protocol over an open socket: https://www.qemu.org/docs/master/interop/qmp-spec.html */
export const createQmp = (socket: Duplex, onEvent: (event: QmpEvent) => void): Qmp => {
  const waiting = new Map<number, Waiting>();
  const { promise: greeted, resolve: onGreeting, reject: onNoGreeting } = Promise.withResolvers<void>();
  let last = 0;
  let rest = "";

  const execute = (command: string, given?: Record<string, unknown>): Promise<void> =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      socket.write(`${JSON.stringify({ execute: command, id: last, ...(given && { arguments: given }) })}\n`);
    });
  const hear = (line: string): void => {
    const { QMP: greeting, id = 0, error, event, data } = said.parse(JSON.parse(line));
    if (greeting) onGreeting();
    if (event) onEvent({ name: event, isOfGuest: data?.guest === true });
    const asked = waiting.get(id);
    waiting.delete(id);
    if (error) asked?.reject(new Error(`QEMU: ${error.desc}`));
    else asked?.resolve();
  };
  socket.setEncoding("utf8");
  socket.on("data", (text: string) => {
    const lines = `${rest}${text}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.trim() !== "") hear(line);
  });
  const onGone = (): void => {
    const gone = new Error("QEMU is gone");
    onNoGreeting(gone);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  for (const event of ["end", "close", "error"]) socket.on(event, onGone);
  return { ready: greeted.then(() => execute("qmp_capabilities")), execute };
};
