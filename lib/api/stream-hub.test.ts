import { describe, expect, it } from "vitest";
import { rowOf } from "../resources/vm/row.fixture.ts";
import { fullJitter } from "./back-off.ts";
import { lingerMs } from "./stream-hub.ts";
import { delta, rowsOf, settled, snapshot, startHub } from "./testing-stream.ts";

const globex = "tenant-globex";
const task = {
  ...{
    id: "1",
    run: "r",
    tenant: "t",
    vm: "v",
    disks: [],
    startedAt: "",
    state: "running" as const,
    steps: [],
    problem: null,
  },
};

describe("what a page is told", () => {
  it("is the snapshot, then deltas in order; rows that did not change stay the same ones", async () => {
    const { last, page } = startHub();
    const one = await page();
    expect([one.state(), one.names()]).toEqual(["connecting", undefined]);
    last().send(snapshot(7, rowsOf("b")));
    expect([one.state(), one.names()]).toEqual(["live", ["b"]]);
    const untouched = one.known().list?.rows[0];
    last().send(delta(8, rowsOf("a", "c")));
    expect(one.names()).toEqual(["a", "b", "c"]);
    expect(one.known().list?.rows[1]).toBe(untouched);
    last().send(delta(9, [rowOf("a", "stopped")], ["c"]));
    expect(one.known().list?.rows.map(({ name, state }) => [name, state])).toEqual([
      ["a", "stopped"],
      ["b", "running"],
    ]);
  });

  it("is what the other pages know already, without asking the server again", async () => {
    const { asked, last, page } = startHub();
    await page();
    last().send(snapshot(7, rowsOf("b")), delta(8, rowsOf("a")));
    last().send(
      { type: "task", tenant: "tenant-acme", task },
      { type: "access", tenant: "tenant-acme", version: "one" },
    );
    const other = await page();
    expect([other.state(), other.names(), other.known().access, asked.length]).toEqual(["live", ["a", "b"], "one", 1]);
    expect(other.known().tasks).toEqual([task]);
    last().send(delta(9, [], ["b"]));
    expect(other.names()).toEqual(["a"]);
  });

  it("is no word about tasks before the server has said one, whatever came first", async () => {
    const { last, page } = startHub();
    await page();
    last().send(snapshot(7, rowsOf("a")));
    const other = await page();
    expect([other.names(), other.known().tasks]).toEqual([["a"], null]);
    last().send({ type: "tasks", tenant: "tenant-acme", tasks: [] });
    expect(other.known().tasks).toEqual([]);
  });

  it("is which rights hold now, also after a reconnect", async () => {
    const { last, page, pass } = startHub();
    const one = await page();
    last().send({ type: "access", tenant: "tenant-acme", version: "one" });
    expect(one.known().access).toBe("one");
    last().send({ type: "access", tenant: "tenant-acme", version: "two" });
    await last().end();
    await pass(2_000);
    expect(one.known().access).toBe("two");
  });

  it("is when the activity is worth asking for again, also a page that comes later", async () => {
    const { last, page } = startHub();
    const one = await page();
    last().send(snapshot(1, rowsOf("a")), { type: "activity", tenant: "tenant-acme", version: "e.1" });
    const other = await page();
    expect([one.known().activity, other.known().activity]).toEqual(["e.1", "e.1"]);
    last().send({ type: "activity", tenant: "tenant-acme", version: null });
    expect([one.known().activity, other.known().activity]).toEqual([null, null]);
  });

  it("follows tasks by id; what the server has forgotten was interrupted", async () => {
    const { last, page } = startHub();
    const one = await page();
    const tell = (...tasks: (typeof task)[]) =>
      last().send(...tasks.map((each) => ({ type: "task" as const, tenant: "tenant-acme", task: each })));
    tell(task, { ...task, id: "2" });
    last().send({ type: "task", tenant: "tenant-acme", task: { ...task, state: "done" } });
    last().send({ type: "tasks", tenant: "tenant-acme", tasks: [{ ...task, id: "3" }] });
    expect(one.known().tasks).toMatchObject([
      { id: "1", state: "done", problem: null },
      { id: "2", state: "failed", problem: { code: "interrupted" } },
      { id: "3", state: "running" },
    ]);
  });

  it("says since when the cluster is out of reach, and when it is back", async () => {
    const { last, page } = startHub();
    const one = await page();
    const since = "2026-01-01T00:00:00.000Z";
    last().send(snapshot(1, rowsOf("a")), {
      type: "upstream",
      tenant: "tenant-acme",
      state: "down",
      since,
      where: "cluster",
    });
    expect(one.messages.at(-1)).toEqual({
      tenant: "tenant-acme",
      connection: { state: "stale", since, where: "cluster" },
    });
    last().send({ type: "upstream", tenant: "tenant-acme", state: "down", since, where: "sign-in" });
    last().send({ type: "upstream", tenant: "tenant-acme", state: "live", since });
    expect(one.states).toEqual(["connecting", "live", "stale cluster", "stale sign-in", "live"]);
  });

  it("ends one list that is refused, and no other", async () => {
    const { last, asked, page } = startHub();
    const [one, other] = [await page(), await page(globex)];
    last().send({ type: "refused", tenant: globex }, snapshot(1, rowsOf("a")));
    expect([one.state(), other.state()]).toEqual(["live", "ended forbidden"]);
    // Whoever opens it again asks again.
    const before = asked.length;
    await page(globex);
    expect([asked.length - before, last().lists]).toEqual([1, ["tenant-acme@e1.1", globex]]);
  });
});

describe("the line of all pages", () => {
  it("is one for any number of pages and tenants, with what is known already", async () => {
    const { asked, last, page } = startHub();
    const pages = await Promise.all([page(), page(), page()]);
    expect([asked.length, last().lists]).toEqual([1, ["tenant-acme"]]);
    last().send(snapshot(7, rowsOf("a")));
    const other = await page(globex);
    expect(asked.map(({ isLeft }) => isLeft)).toEqual([true, false]);
    expect(last().lists).toEqual(["tenant-acme@e1.7", globex]);
    // Nobody was told of that.
    expect(pages.map(({ states }) => states)).toEqual(pages.map(() => ["connecting", "live"]));
    last().send(delta(7, [], [], 7), snapshot(1, rowsOf("z"), globex));
    expect([other.names(), pages[0]?.names()]).toEqual([["z"], ["a"]]);
  });

  it("lasts for a moment when a page leaves, and is closed with the last one", async () => {
    const { asked, last, page, pass, pending } = startHub();
    const one = await page();
    last().send(snapshot(7, rowsOf("a")));
    one.leave();
    await pass(lingerMs - 1);
    const next = await page();
    expect([next.names(), asked.length]).toEqual([["a"], 1]);
    next.receive({ do: "leave", tenant: "tenant-acme" });
    await pass(lingerMs);
    expect([asked.length, last().isLeft, pending()]).toEqual([1, true, 0]);
    const late = await page();
    expect([late.names(), last().lists]).toEqual([undefined, ["tenant-acme"]]);
  });

  it("ignores what it has already; after a gap it asks for everything, keeping the rows", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    last().send(snapshot(7, rowsOf("a")), delta(7, [], ["a"]), delta(3, [], ["a"]));
    expect([one.names(), one.state(), asked.length]).toEqual([["a"], "live", 1]);
    last().send(delta(9, rowsOf("b")));
    expect([one.names(), one.state(), asked[0]?.isLeft]).toEqual([["a"], "stale", true]);
    await pass(2_000);
    expect(last().lists).toEqual(["tenant-acme"]);
    last().send(snapshot(1, rowsOf("z")));
    expect([one.names(), one.state()]).toEqual([["z"], "live"]);
  });

  it("takes in one delta all that was missed while it was away", async () => {
    const { last, page, pass } = startHub();
    const one = await page();
    last().send(snapshot(7, rowsOf("a")));
    await last().end({ type: "about:blank", status: 0, code: "unavailable" });
    expect(one.state()).toBe("stale");
    await pass(2_000);
    expect(last().lists).toEqual(["tenant-acme@e1.7"]);
    last().send(delta(40, rowsOf("b"), ["a"], 7));
    expect([one.names(), one.state()]).toEqual([["b"], "live"]);
  });

  it.each([
    ["a delta before any snapshot", JSON.stringify(delta(1, rowsOf("x")))],
    ["a delta of another epoch", JSON.stringify({ ...delta(8, rowsOf("x")), epoch: "other" })],
    ["no JSON", "{"],
    ["JSON that is no event", "[]"],
  ])("does not believe %s", async (_, data) => {
    const { last, page } = startHub();
    const one = await page();
    if (data.includes("other")) last().send(snapshot(7, []));
    const wrong = last();
    wrong.write(`data: ${data}\n\n`);
    expect([one.names() ?? [], one.state(), wrong.isLeft]).toEqual([[], "stale", true]);
    wrong.send(snapshot(9, rowsOf("ghost")));
    expect(one.names() ?? []).toEqual([]);
  });

  it("forgets everything when the session ends or the page is somebody else's, and begins anew when it is renewed", async () => {
    for (const code of ["session-ended", "signed-out", "stale-page"] as const) {
      const { asked, last, page, pass } = startHub();
      const one = await page();
      last().send(snapshot(7, rowsOf("a")));
      await last().end();
      await pass(2_000);
      await last().end({ type: "about:blank", status: 401, code });
      expect(one.state()).toBe("ended session-ended");
      await pass(3_600_000);
      expect(asked).toHaveLength(2);
      one.receive({ do: "resume" });
      await settled();
      expect([asked.length, last().lists, one.state()]).toEqual([3, ["tenant-acme"], "connecting"]);
      await last().end({ type: "about:blank", status: 401, code });
      // Signed in again in a tab of its own: its page was made for a session that lives.
      const late = await page();
      expect([asked.length, late.state(), late.names()]).toEqual([4, "connecting", undefined]);
      last().send(snapshot(1, rowsOf("b")));
      expect([one.names(), late.names()]).toEqual([["b"], ["b"]]);
    }
  });

  it("ends when the server says so, and does not come back by itself", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    last().send({ type: "end", code: "session-ended" });
    await pass(3_600_000);
    expect([one.state(), asked.length, asked[0]?.isLeft]).toEqual(["ended session-ended", 1, true]);
  });

  it("F38: a page that is older than the server says so instead of guessing", async () => {
    const { asked, last, page, pass } = startHub();
    const one = await page();
    await last().end({ type: "about:blank", status: 400, code: "bad-request" });
    await pass(3_600_000);
    expect([one.state(), asked.length]).toEqual(["ended outdated", 1]);
  });

  it("is silent after dispose", async () => {
    const { hub, last, page, pending } = startHub();
    const one = await page();
    const told = one.messages.length;
    hub.dispose();
    last().send(snapshot(1, []));
    await last().end();
    expect([one.messages.length - told, pending(), last().isLeft]).toEqual([0, 0, true]);
  });
});

it("full jitter stays between zero and its ceiling", () => {
  expect(fullJitter(0, () => 0)).toBe(0);
  expect(fullJitter(1000, () => 1)).toBe(30_000);
});
