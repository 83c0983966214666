import { duplexPair } from "node:stream";
import { expect, it } from "vitest";
import { createQmp, type QmpEvent } from "./qmp.ts";

const connect = () => {
  const [ours, theirs] = duplexPair();
  const events: QmpEvent[] = [];
  let asked = "";
  theirs.setEncoding("utf8").on("data", (text: string) => {
    asked += text;
  });
  return {
    qmp: createQmp(ours, (event) => events.push(event)),
    say: (line: object) => void theirs.write(`${JSON.stringify(line)}\r\n`),
    leave: () => theirs.end(),
    theirs,
    events,
    commands: () =>
      asked
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
  };
};

it("is ready when its greeting was answered, and gives each answer to its command", async () => {
  const { qmp, say, commands } = connect();
  say({ QMP: { version: {}, capabilities: [] } });
  await expect.poll(commands).toEqual([{ execute: "qmp_capabilities", id: 1 }]);
  say({ return: {}, id: 1 });
  await qmp.ready;
  const [first, second] = [qmp.execute("stop"), qmp.execute("screendump", { filename: "a" })];
  say({ error: { class: "GenericError", desc: "no such file" }, id: 3 });
  say({ return: {}, id: 2 });
  await first;
  await expect(second).rejects.toThrow("QEMU: no such file");
});

it("tells events, and whether the guest caused them, also when they come in pieces", async () => {
  const { theirs, events } = connect();
  const line = `${JSON.stringify({ event: "SHUTDOWN", data: { guest: true, reason: "guest-shutdown" } })}\n`;
  for (const character of line) theirs.write(character);
  theirs.write('{"event":"RESET","data":{"guest":false}}\n');
  await expect
    .poll(() => events)
    .toEqual([
      { name: "SHUTDOWN", isOfGuest: true },
      { name: "RESET", isOfGuest: false },
    ]);
});

it("fails what waits when QEMU is gone", async () => {
  const { qmp, leave } = connect();
  const quit = qmp.execute("quit");
  leave();
  await expect(quit).rejects.toThrow("QEMU is gone");
  await expect(qmp.ready).rejects.toThrow("QEMU is gone");
});
