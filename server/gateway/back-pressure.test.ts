import { once } from "node:events";
import { expect, test } from "vitest";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();
const megabyte = 1 << 20;
/** What this process holds for JavaScript: chunks of sockets are outside of the heap. */
const held = (): number => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

test("W10: a browser that stops reading pauses a guest that paints a gigabyte, and no memory grows", async () => {
  let sent = 0;
  const block = Buffer.alloc(megabyte, 1);
  use.upstream.answer((guest) => {
    const paint = (): void => {
      if (sent >= 1024 || guest.readyState !== 1) return;
      sent += 1;
      guest.send(block, paint);
    };
    paint();
  });
  const { open } = await use.gatewayOf();
  const browser = await open();
  await once(browser, "open");
  browser.pause();
  const atFirst = held();
  let most = 0;
  let before = -1;
  // The guest's writes stop being taken once every buffer on the way is full.
  const hasStalled = (): boolean => {
    const same = sent === before;
    before = sent;
    most = Math.max(most, held() - atFirst);
    return same;
  };
  await expect.poll(hasStalled, { interval: 150, timeout: 15_000 }).toBe(true);
  expect(sent).toBeLessThan(64);
  expect(most).toBeLessThanOrEqual(8 * megabyte);
  browser.resume();
  await expect.poll(() => sent, { timeout: 15_000 }).toBeGreaterThan(128);
  browser.terminate();
});
