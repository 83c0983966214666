import { once } from "node:events";
import { describe, expect, test } from "vitest";
import { defaultTiming } from "./gateway.ts";
import { endOf } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();

describe("the end of a console", () => {
  test("upstream's end without a close frame is 4410", async () => {
    use.upstream.answer((_guest, socket) => socket.end());
    const { open } = await use.gatewayOf();
    expect(await endOf(await open())).toEqual([4410, "guest-closed"]);
  });

  test("a broken connection upstream is 4410", async () => {
    use.upstream.answer((_guest, socket) => socket.destroy());
    const { open } = await use.gatewayOf();
    expect(await endOf(await open())).toEqual([4410, "guest-closed"]);
  });

  test.each([
    ["serial", [4410, "guest-closed"]],
    // Zero bytes would be a wrong picture, and a screen comes back politely.
    ["vnc", [1006, ""]],
  ] as const)("F34: a cut in the middle of a frame (%s)", async (kind, end) => {
    // A frame of 1000 bytes of which three come.
    use.upstream.answer((_guest, socket) => socket.end(Buffer.from([0x82, 126, 3, 232, 97, 98, 99])));
    const { open } = await use.gatewayOf();
    expect(await endOf(await open({ kind }))).toEqual(end);
  });

  test("W17: upstream's own close reason never reaches the browser", async () => {
    use.upstream.answer((guest) => guest.close(1011, "node 10.0.0.7:8186 <b>"));
    const { open } = await use.gatewayOf();
    expect(await endOf(await open())).toEqual([4410, "guest-closed"]);
  });

  test("a text frame from upstream breaks the console off", async () => {
    use.upstream.answer((guest) => guest.send("text"));
    const { open } = await use.gatewayOf();
    expect(await endOf(await open())).toEqual([4502, "unavailable"]);
  });

  test("a text frame from a browser is refused", async () => {
    const { open } = await use.gatewayOf();
    const browser = await open();
    browser.on("open", () => browser.send("text"));
    expect(await endOf(browser)).toEqual([4400, "bad-request"]);
  });

  test("W07: sign-out is 4401", async () => {
    const { open, ada } = await use.gatewayOf();
    const browser = await open();
    await once(browser, "open");
    await expect.poll(() => use.upstream.guests.length).toBe(1);
    ada.signOut();
    expect(await endOf(browser)).toEqual([4401, "session-ended"]);
    await expect.poll(() => use.upstream.guests[0]?.readyState).toBe(3);
  });

  test("a stopping server is 4503", async () => {
    const { open, stopping } = await use.gatewayOf();
    const browser = await open();
    await once(browser, "open");
    stopping.abort();
    expect(await endOf(browser)).toEqual([4503, "server-stopping"]);
  });

  test("W07: withdrawn permission is 4403 at the next review", async () => {
    const { open } = await use.gatewayOf({ mayOpen: async () => false, timing: { reviewEveryMs: 30 } });
    expect(await endOf(await open())).toEqual([4403, "forbidden"]);
  });

  test("W07: a withdrawn right ends a console within a minute, the review's own time included", () => {
    expect(defaultTiming.reviewEveryMs + defaultTiming.reviewTimeoutMs).toBeLessThan(60_000);
  });

  test("W07: a session that its store no longer knows is 4401 at the next review", async () => {
    const { open, ada } = await use.gatewayOf({
      findPerson: async (cookie) => (cookie === "session=ada" && use.upstream.guests.length === 0 ? ada.person : null),
      timing: { reviewEveryMs: 30 },
    });
    expect(await endOf(await open())).toEqual([4401, "session-ended"]);
  });

  test("W07: a review that is not answered in its time is asked again, and its answer counts", async () => {
    let reviews = 0;
    const { open } = await use.gatewayOf({
      mayOpen: () => {
        reviews += 1;
        return reviews < 3 ? new Promise<boolean>(() => {}) : Promise.resolve(false);
      },
      timing: { reviewEveryMs: 10, reviewTimeoutMs: 10, reviewAgainMs: 5 },
    });
    expect(await endOf(await open())).toEqual([4403, "forbidden"]);
    expect(reviews).toBe(3);
  });

  test("W07: what nobody could vouch for in a long time is closed, and may come back", async () => {
    const { open } = await use.gatewayOf({
      mayOpen: () => Promise.reject(new Error("the cluster is away")),
      timing: { reviewEveryMs: 5, reviewAgainMs: 5, unreviewedMs: 50 },
    });
    expect(await endOf(await open())).toEqual([4502, "unavailable"]);
  });

  test("a review that cannot be made ends nothing at once", async () => {
    let reviews = 0;
    const { open } = await use.gatewayOf({
      mayOpen: async () => {
        reviews += 1;
        throw new Error("the cluster is away");
      },
      timing: { reviewEveryMs: 5, reviewAgainMs: 5 },
    });
    const browser = await open();
    await expect.poll(() => reviews).toBeGreaterThan(2);
    expect(browser.readyState).toBe(1);
    browser.terminate();
  });
});
