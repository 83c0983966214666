import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();

describe("W10: a browser that stops reading", () => {
  test("pauses upstream instead of filling memory", async () => {
    let sent = 0;
    const block = Buffer.alloc(1 << 20, 1);
    use.upstream.answer((guest) => {
      const paint = (): void => {
        if (sent >= 256 || guest.readyState !== 1) return;
        sent += 1;
        guest.send(block, paint);
      };
      paint();
    });
    const { open } = await use.gatewayOf();
    const browser = open();
    await once(browser, "open");
    browser.pause();
    // The guest's writes stop being taken once every buffer on the way is full.
    let before = -1;
    await expect
      .poll(
        () => {
          const same = sent === before;
          before = sent;
          return same;
        },
        { interval: 150, timeout: 15_000 },
      )
      .toBe(true);
    expect(sent).toBeLessThan(64);
    browser.resume();
    await expect.poll(() => sent, { timeout: 15_000 }).toBe(256);
    browser.terminate();
  });
});
