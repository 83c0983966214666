import { describe, expect, it } from "vitest";
import { beatMs } from "./stream-events.ts";
import { firstBytesMs, mostSilentMs, moveWithinMs, pollEveryMs, streamAgainMs } from "./stream-link.ts";
import { delta, problem, rowsOf, settled, snapshot, startHub } from "./testing-stream.ts";

const away = problem("unavailable");

describe("a line that is lost", () => {
  it("waits longer with each failure, and from the beginning after a success", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    const waits = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000];
    for (const wait of waits) {
      const before = asked.length;
      await last().end(away);
      expect(one.state()).toBe("stale");
      await pass(wait - 1);
      expect(asked).toHaveLength(before);
      await pass(1);
      expect(asked).toHaveLength(before + 1);
    }
    last().send(snapshot(1, []));
    await last().end(away);
    const before = asked.length;
    await pass(500);
    expect(asked).toHaveLength(before + 1);
  });

  it.each(["unavailable", "internal", "timeout", "forbidden"] as const)(
    "refused with %s becomes stale",
    async (code) => {
      const { last, page } = startHub();
      const one = await page();
      await last().end(problem(code));
      expect(one.state()).toBe("stale");
    },
  );

  it("F05: is stale at once when it is refused, and waits as long as it was told to", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    last().send(snapshot(1, rowsOf("a")));
    await last().end(problem("too-many-requests", { retryAfterSeconds: 7 }));
    expect(one.state()).toBe("stale");
    await pass(7_499);
    expect(asked).toHaveLength(1);
    await pass(1);
    expect(asked).toHaveLength(2);
  });

  it("D05, F17, F18: a server that stops is left for the next one within moments, spread over them, and nobody is told", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    last().send(snapshot(4, rowsOf("a")));
    await last().end();
    expect(asked).toHaveLength(1);
    await pass(moveWithinMs);
    // Another replica knows nothing of that version.
    expect([asked.length, last().lists]).toEqual([2, ["tenant-acme@e1.4"]]);
    last().send({ ...snapshot(1, rowsOf("b")), epoch: "e2" });
    expect([one.states, one.names()]).toEqual([["connecting", "live"], ["b"]]);
  });

  it("tries at once when somebody looks, and only while it is lost", async () => {
    const { asked, last, page } = startHub();
    const one = await page();
    one.receive({ do: "look" });
    expect(asked).toHaveLength(1);
    await last().end(away);
    one.receive({ do: "look" });
    one.receive({ do: "look" });
    expect(asked).toHaveLength(2);
  });

  it("F10: leaves a line that has gone silent, and only then", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    last().send(snapshot(1, rowsOf("a")));
    for (let n = 0; n < 10; n++) {
      await pass(beatMs);
      last().send({ type: "beat" });
    }
    expect([one.state(), asked.length]).toEqual(["live", 1]);
    await pass(mostSilentMs);
    expect([one.state(), one.names(), asked[0]?.isLeft]).toEqual(["stale", ["a"], true]);
    await pass(500);
    last().send(delta(1, [], [], 1));
    expect([one.state(), asked.length]).toEqual(["live", 2]);
  });

  it("F10: asks anew right after sleeping, with what it has", async () => {
    const { asked, last, page, sleep } = startHub();
    const one = await page();
    last().send(snapshot(3, rowsOf("a")));
    await sleep(8 * 3_600_000);
    expect([asked.length >= 2, last().lists, asked[0]?.isLeft]).toEqual([true, ["tenant-acme@e1.3"], true]);
    last().send(delta(9, rowsOf("b"), [], 3));
    expect([one.names(), one.state()]).toEqual([["a", "b"], "live"]);
  });

  it("does not trust a line of which nothing was heard for longer than a beat, once somebody looks", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    last().send(snapshot(3, rowsOf("a")));
    await pass(beatMs);
    one.receive({ do: "look" });
    expect(asked).toHaveLength(1);
    await pass(beatMs);
    one.receive({ do: "look" });
    expect([asked.length, one.state()]).toEqual([2, "live"]);
  });
});

describe("a proxy that keeps the bytes of a stream back", () => {
  const buffered = async () => {
    const started = startHub();
    const one = await started.page();
    // Neither a byte nor a failure.
    await started.pass(firstBytesMs);
    return { ...started, one };
  };

  it("is found out by a question that ends; then the list is asked for again and again, and the page says so", async () => {
    const { asked, last, one, pass } = await buffered();
    expect(asked.map(({ isOnce, isLeft }) => [isOnce, isLeft])).toEqual([
      [false, true],
      [true, false],
    ]);
    last().send(snapshot(1, rowsOf("a")));
    await last().end();
    expect([one.state(), one.names()]).toEqual(["polling", ["a"]]);
    await pass(pollEveryMs * 1.2);
    expect([asked.length, last().isOnce, last().lists]).toEqual([3, true, ["tenant-acme@e1.1"]]);
    last().send(delta(5, rowsOf("b"), [], 1));
    await last().end();
    expect([one.names(), one.states]).toEqual([
      ["a", "b"],
      ["connecting", "polling"],
    ]);
  });

  it("is no excuse for a server that does not answer at all", async () => {
    const { last, one } = await buffered();
    await last().end(away);
    expect(one.state()).toBe("stale");
  });

  it("is tried again after a while: streaming comes back by itself", async () => {
    const { last, one, pass } = await buffered();
    last().send(snapshot(1, rowsOf("a")));
    await last().end();
    for (let passed = 0; last().isOnce && passed < 2 * streamAgainMs; passed += pollEveryMs) {
      await pass(pollEveryMs * 1.2);
      last().send(delta(1, [], [], 1));
      if (last().isOnce) await last().end();
    }
    expect([last().isOnce, one.state()]).toEqual([false, "live"]);
  });

  it("is found out, too, when it lets bytes through once it has many", async () => {
    const { last, page, pass } = startHub();
    const one = await page();
    last().send(snapshot(1, rowsOf("a")));
    await pass(mostSilentMs + 500);
    last().send(delta(1, [], [], 1));
    await pass(mostSilentMs);
    expect(last().isOnce).toBe(true);
    last().send(delta(1, [], [], 1));
    await last().end();
    expect(one.state()).toBe("polling");
  });

  it("does not hide the end of the session", async () => {
    const { last, one, pass } = await buffered();
    await last().end();
    await pass(pollEveryMs * 1.2);
    await last().end(problem("session-ended"));
    await settled();
    expect(one.state()).toBe("ended session-ended");
  });
});
