import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { endOf } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();
const longMs = 60_000;

describe("the operator's limits", () => {
  test("a console that nobody uses is 4408", async () => {
    const { open } = await use.gatewayOf({ limits: { idleMs: 30 } });
    expect(await endOf(await open())).toEqual([4408, "idle"]);
  });

  test("what a viewer asks by itself, and the guest's own output, are no use", async () => {
    use.upstream.answer((guest) => {
      const talk = setInterval(() => guest.send(Buffer.from("tick")), 10);
      guest.on("close", () => clearInterval(talk));
    });
    const { open } = await use.gatewayOf({ limits: { idleMs: 60 } });
    const browser = await open();
    await once(browser, "open");
    const ask = setInterval(() => browser.send(Buffer.from([3, 1, 0, 0, 0, 0, 0, 1, 0, 1])), 10);
    expect(await endOf(browser)).toEqual([4408, "idle"]);
    clearInterval(ask);
  });

  describe("with a clock of the test's own", () => {
    beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
    afterEach(() => void vi.useRealTimers());

    test.each([
      ["a key on the screen", "vnc", Buffer.from([4, 1, 0, 0, 0, 0, 0, 97])],
      ["a byte on the line", "serial", Buffer.from("a")],
      ["saying that one stays", "vnc", Buffer.alloc(0)],
    ] as const)("%s is use, and keeps the session too", async (_name, kind, message) => {
      const { open, ada } = await use.gatewayOf({ limits: { idleMs: longMs } });
      const browser = await open({ kind });
      await once(browser, "message");
      for (let round = 0; round < 3; round += 1) {
        vi.advanceTimersByTime(longMs - 1);
        browser.send(message);
        // The guest's echo.
        await once(browser, "message");
      }
      expect(browser.readyState).toBe(1);
      expect(ada.touches()).toBe(3);
      vi.advanceTimersByTime(longMs);
      expect(await endOf(browser)).toEqual([4408, "idle"]);
    });
  });

  test("a console that was open for its time is 4419, whatever is typed", async () => {
    const { open } = await use.gatewayOf({ limits: { lifetimeMs: 80, idleMs: longMs } });
    const browser = await open({ kind: "serial" });
    await once(browser, "message");
    const typing = setInterval(() => browser.send(Buffer.from("a")), 10);
    expect(await endOf(browser)).toEqual([4419, "lifetime"]);
    clearInterval(typing);
  });

  test("staying is an empty message, and harmless to the guest", async () => {
    const heard: number[] = [];
    use.upstream.answer((guest) => guest.on("message", (data: Buffer) => heard.push(data.length)));
    const { open } = await use.gatewayOf();
    const browser = await open({ kind: "serial" });
    await once(browser, "message");
    browser.send(Buffer.alloc(0));
    browser.send(Buffer.from("x"));
    await expect.poll(() => heard).toEqual([0, 1]);
    browser.terminate();
  });
});
