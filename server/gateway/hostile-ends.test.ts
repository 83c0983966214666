import { randomBytes } from "node:crypto";
import { once } from "node:events";
import type { Duplex } from "node:stream";
import { expect, test } from "vitest";
import type { WebSocket } from "ws";
import { messageOf, useGateways } from "./testing-gateways.ts";

const use = useGateways();
const rounds = 3;
const atOnce = 20;

/** Noise behind a beginning that is not refused at its first byte. */
const noise = (masked: boolean): Buffer => {
  const length = 1 + (randomBytes(1)[0] ?? 0);
  const head = [0x82, (masked ? 0x80 : 0) | Math.min(length, 125)];
  return Buffer.concat([Buffer.from(head), randomBytes(length + 200)]);
};

// ws keeps its socket under this name; a browser that lies below the WebSocket has no other way.
const rawSocketOf = (socket: WebSocket): Duplex => Reflect.get(socket, "_socket") as Duplex;

test("W14: guests and browsers that send noise end by themselves; the gateway goes on, and no place stays taken", async () => {
  const { open, gateway, ada } = await use.gatewayOf({ limits: { perIdentity: atOnce, perVm: atOnce } });
  /** Somebody at each of the machines; gives what their sockets ended with. */
  const everywhere = (then: (browser: WebSocket) => Promise<void> | void): Promise<number[]> =>
    Promise.all(
      Array.from({ length: atOnce }, async (_, n) => {
        const browser = await open({ name: `vm-${n}` });
        // What the gateway passes on of the noise may be more than this browser's own reader stands.
        browser.on("error", () => {});
        const code = new Promise<number>((resolve) => browser.once("close", resolve));
        await then(browser);
        return code;
      }),
    );
  for (let round = 0; round < rounds; round += 1) {
    use.upstream.answer((guest, socket) => {
      guest.on("error", () => {});
      socket.write(noise(false));
      socket.end();
    });
    for (const code of await everywhere(() => {})) expect([1002, 1005, 1006, 4410, 4502]).toContain(code);
    use.upstream.answer((guest) => guest.on("error", () => {}));
    await everywhere(async (browser) => {
      await once(browser, "message");
      rawSocketOf(browser).write(noise(true));
      rawSocketOf(browser).end();
    });
  }
  await expect.poll(() => gateway.hasRoom(ada.person, { tenant: "tenant-acme", name: "vm-0" })).toBe(true);
  use.upstream.answer((guest) => guest.on("message", (data) => guest.send(data)));
  const honest = await open({ name: "vm-0" });
  await once(honest, "message");
  honest.send(Buffer.from("still here"));
  expect(String(await messageOf(honest))).toBe("still here");
  honest.terminate();
});
