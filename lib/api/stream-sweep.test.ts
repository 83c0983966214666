import { describe, expect, it } from "vitest";
import { sweepEveryMs, sweptAtOnce } from "./stream-sweep.ts";
import { problem, rowsOf, settled, snapshot, startHub } from "./testing-stream.ts";

const fleet = Array.from({ length: 20 }, (_, n) => `tenant-t${n}`);

/** A page that glances at twenty tenants, and a server that answers each question with one machine in each. */
const start = async () => {
  const started = startHub();
  const pages = await Promise.all(fleet.map((tenant) => started.page(tenant, "glance")));
  const names = () => started.last().lists.map((list) => list.replace(/@.*/, ""));
  const answer = async () => {
    started.last().send(...names().map((tenant) => snapshot(1, rowsOf(`of-${tenant}`), tenant)));
    await started.last().end();
  };
  return { ...started, pages, names, answer };
};

describe("tenants that are only glanced at", () => {
  it("are read a few at a time, one question after the other, until all are there", async () => {
    const { asked, pages, answer, names } = await start();
    expect([asked.length, names()]).toEqual([1, fleet.slice(0, sweptAtOnce)]);
    expect(asked[0]?.url.searchParams.get("once")).toBe("brief");
    await answer();
    expect(names()).toEqual(fleet.slice(sweptAtOnce, 2 * sweptAtOnce));
    await answer();
    await answer();
    expect(asked).toHaveLength(3);
    expect(pages.map((page) => [page.state(), page.names()])).toEqual(
      fleet.map((tenant) => ["polling", [`of-${tenant}`]]),
    );
  });

  it("are read again in their turn, with what is known of each", async () => {
    const { asked, answer, pass, last } = await start();
    for (let n = 0; n < 3; n++) await answer();
    await pass(sweepEveryMs);
    expect(asked).toHaveLength(3);
    await pass(sweepEveryMs * 0.2);
    expect(last().lists).toEqual(fleet.slice(0, sweptAtOnce).map((tenant) => `${tenant}@e1.1`));
  });

  it("are asked for sooner where the cluster was too slow, and later where it is away, which is said", async () => {
    const { last, pages, pass, asked, answer } = await start();
    await last().end(problem("unavailable", { retryAfterSeconds: 3 }));
    expect([pages[0]?.state(), pages[19]?.state()]).toEqual(["stale", "connecting"]);
    await pass(3_499);
    expect(asked).toHaveLength(1);
    await pass(1);
    expect(asked).toHaveLength(2);
    // Answered, but without a list.
    await last().end();
    await answer();
    await answer();
    expect(asked).toHaveLength(4);
    await pass(12_000);
    expect(asked.slice(4).flatMap(({ lists }) => lists)).toContain("tenant-t0");
  });

  it("are followed, all others still glanced at, as soon as somebody looks closely; and let go again", async () => {
    const { asked, answer, pages, last } = await start();
    for (let n = 0; n < 3; n++) await answer();
    const close = pages[4];
    close?.receive({ do: "watch", tenant: "tenant-t4" });
    await settled();
    expect([last().isOnce, last().lists]).toEqual([false, ["tenant-t4@e1.1"]]);
    last().send(snapshot(2, rowsOf("new"), "tenant-t4"));
    expect([close?.state(), close?.names()]).toEqual(["live", ["new"]]);
    const stream = last();
    close?.receive({ do: "glance", tenant: "tenant-t4" });
    await settled();
    expect([stream.isLeft, close?.names()]).toEqual([true, ["new"]]);
    expect(asked.filter(({ isLeft }) => !isLeft).every(({ isOnce }) => isOnce)).toBe(true);
  });

  it("that are refused are not asked for again", async () => {
    const { last, asked, pass, pages } = await start();
    last().send({ type: "refused", tenant: "tenant-t0" });
    await last().end();
    expect(pages[0]?.state()).toBe("ended forbidden");
    await pass(10 * sweepEveryMs);
    expect(asked.slice(1).flatMap(({ lists }) => lists)).not.toContain("tenant-t0");
  });

  it("are not asked for after their pages have gone", async () => {
    const { asked, answer, pages, pass } = await start();
    for (const page of pages) page.leave();
    await pass(60_000);
    await answer();
    await pass(10 * sweepEveryMs);
    expect(asked.length).toBeLessThanOrEqual(2);
  });
});
