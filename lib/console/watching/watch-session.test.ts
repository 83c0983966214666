import { describe, expect, test } from "vitest";
import type { ProblemCode } from "../../api/problem.ts";
import { aliveEveryMs, aliveMessage, bytesMessage, pausedMessage, terminalMessage } from "./frames.ts";
import { noticeText } from "./notices.ts";
import { type WatchEnd, WatchSession } from "./watch-session.ts";
import { watchingWorld } from "./watching.fixture.ts";

const holder = noticeText({ type: "holder", name: "\u202eada\n.brunner", since: "2026-11-22T09:00:00Z" });
const drawn = terminalMessage(80, 24, new TextEncoder().encode("login: "));

const watching = async (refusal: ProblemCode | null = null) => {
  const world = watchingWorld();
  world.refuse(refusal);
  const shown: string[] = [];
  const session = new WatchSession("serial", world.transport, ({ kind }) => shown.push(kind));
  await world.settle();
  return { ...world, session, shown };
};

describe("somebody who watches", () => {
  test("asks for a ticket to watch, says whose console it is, and sees what its page shows", async () => {
    const { session, asked, last, shown } = await watching();
    expect(asked).toEqual([{ kind: "serial", use: "watch" }]);
    expect(last()).toMatchObject({ address: "/ws/watch/serial", protocols: ["porthole.v1", "ticket.t1"] });
    // Nothing is drawn before it is known whose it is.
    last().says(drawn);
    expect([session.getState(), shown]).toEqual([{ phase: "asking" }, []]);
    last().says(holder);
    expect(session.getState()).toEqual({ phase: "watching", holder: "ada.brunner", pause: "first" });
    last().says(aliveMessage());
    expect(session.getState()).toMatchObject({ pause: "first" });
    last().says(drawn);
    last().says(bytesMessage(new TextEncoder().encode("root")));
    expect(session.getState()).toMatchObject({ pause: null });
    expect(shown).toEqual(["alive", "terminal", "bytes"]);
    expect(last().sent).toEqual([]);
  });

  test("is told that the page is hidden, or does not answer any more, and that it is there again", async () => {
    const { session, last, wait } = await watching();
    last().says(holder);
    last().says(drawn);
    last().says(pausedMessage());
    expect(session.getState()).toMatchObject({ pause: "hidden" });
    // Who has said that they will be silent is not taken for gone.
    await wait(10 * aliveEveryMs);
    expect(session.getState()).toMatchObject({ pause: "hidden" });
    last().says(drawn);
    expect(session.getState()).toMatchObject({ pause: null });
    await wait(3 * aliveEveryMs);
    expect(session.getState()).toMatchObject({ pause: "silent" });
    last().says(aliveMessage());
    expect(session.getState()).toMatchObject({ pause: null });
  });

  test.each<[number, WatchEnd]>([
    [4401, "session-ended"],
    [4403, "forbidden"],
    [4412, "over"],
    [4429, "too-many"],
    [4503, "unavailable"],
    [1006, "unavailable"],
  ])(
    "W07: is told by words of its own what %i means, and whose console it was; nothing goes on by itself",
    async (code, reason) => {
      const { session, last, wait, sockets, shown } = await watching();
      last().says(holder);
      last().ends(code);
      expect(session.getState()).toEqual({ phase: "ended", reason, holder: "ada.brunner" });
      await wait(600_000);
      expect([session.getState().phase, sockets.length, shown]).toEqual(["ended", 1, []]);
    },
  );

  test.each<[ProblemCode, WatchEnd]>([
    ["forbidden", "forbidden"],
    ["session-ended", "session-ended"],
    ["too-many-requests", "too-many"],
    ["not-running", "unavailable"],
  ])("is refused: %s", async (refusal, reason) => {
    const { session, sockets } = await watching(refusal);
    expect(session.getState()).toEqual({ phase: "ended", reason, holder: null });
    expect(sockets).toEqual([]);
  });

  test("who leaves hears no more, and a ticket that comes later opens nothing", async () => {
    const { session, last, shown } = await watching();
    last().says(holder);
    session.dispose();
    last().says(drawn);
    expect([last().closedHere, shown]).toEqual([true, []]);
    const late = watchingWorld();
    new WatchSession("serial", late.transport, () => {}).dispose();
    await late.settle();
    expect(late.sockets).toEqual([]);
  });
});
