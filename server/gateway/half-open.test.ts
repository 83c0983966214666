import { once } from "node:events";
import { describe, expect, test } from "vitest";
import type { WebSocket } from "ws";
import { defaultTiming } from "./gateway.ts";
import { endOf } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();
const timing = { pingEveryMs: 200 };

/** So many pings reached the browser. */
const pings = async (browser: WebSocket, count: number): Promise<void> => {
  for (let seen = 0; seen < count; seen += 1) await once(browser, "ping");
};

describe("a side that is gone without having said so", () => {
  test("F09: a guest's side that answered pings and answers no more ends the console, which may come back", async () => {
    const cut = Promise.withResolvers<void>();
    use.upstream.answer((guest, socket) => {
      guest.once("ping", () => void cut.promise.then(() => socket.pause()));
    });
    const { open } = await use.gatewayOf({ timing });
    const browser = await open();
    await pings(browser, 3);
    cut.resolve();
    expect(await endOf(browser)).toEqual([4502, "unavailable"]);
  });

  test("a guest's side that never answers pings is not taken for gone", async () => {
    use.upstream.answer((_guest, socket) => void socket.pause());
    const { open } = await use.gatewayOf({ timing });
    const browser = await open();
    await pings(browser, 5);
    expect(browser.readyState).toBe(1);
    browser.terminate();
  });

  test("F10: a browser that answers no more frees the guest's side", async () => {
    const { open } = await use.gatewayOf({ timing });
    const browser = await open();
    await pings(browser, 2);
    const [guest] = use.upstream.guests;
    if (!guest) throw new Error("no guest");
    browser.pause();
    expect(await endOf(guest)).toEqual([1000, ""]);
    browser.terminate();
  });

  test("F42: both sides hear from us more often than a proxy forgets", () => {
    expect(defaultTiming.pingEveryMs).toBeLessThan(30_000);
  });
});
