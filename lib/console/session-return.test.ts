import { describe, expect, test } from "vitest";
import { world } from "./session.fixture.ts";

describe("a console that is cut or away", () => {
  test("F34: never comes back by itself after an eviction, with any amount of time", async () => {
    const { session, asked, last, connected, wait, viewer } = world();
    await connected();
    last().ends(4410);
    await wait(3_600_000);
    session.setMachine("on");
    await wait(3_600_000);
    expect(session.state).toEqual({ phase: "ended", reason: "evicted" });
    expect(asked).toHaveLength(1);
    expect(viewer).toEqual(["attach", "let go"]);
  });

  test("F33: a cut that nothing explains is asked about, and another instance is connected to by a ticket of its own", async () => {
    const { connected, last, wait, runsAs, asked, settle } = world("serial");
    runsAs("one");
    await connected();
    last().ends(4410);
    runsAs("two");
    const before = last();
    await wait(10_000);
    await settle();
    expect(asked).toHaveLength(3);
    expect(asked.every(({ takeOver }) => takeOver === false)).toBe(true);
    expect(last()).not.toBe(before);
    expect(last().protocols).toContain("ticket.t3");
  });

  test("F34: one that the same instance explains is somebody else's, and is left to a person", async () => {
    const { session, connected, last, wait, runsAs, sockets } = world("serial");
    runsAs("one");
    await connected();
    last().ends(4410);
    await wait(10_000);
    expect(session.state).toMatchObject({ phase: "ended", reason: "evicted" });
    expect(sockets).toHaveLength(1);
  });

  test("F33: after a restart it is connected from the guest's first byte, by the dial that waited for it", async () => {
    const { session, asked, last, connected, settle, sockets } = world();
    await connected();
    last().ends(4410);
    session.setMachine("booting");
    await settle();
    expect(asked.at(-1)).toEqual({ kind: "vnc", takeOver: false, atBoot: true });
    expect(session.state.phase).toBe("waiting-for-boot");
    session.setMachine("on");
    expect(session.state.phase).toBe("connecting");
    expect(sockets).toHaveLength(2);
    last().opens();
    expect(session.state.phase).toBe("connected");
    expect(last().closedHere).toBe(false);
  });

  test("a machine that is switched off while it boots is dialled no more", async () => {
    const { session, last, settle } = world("serial", "booting");
    session.start();
    await settle();
    expect(last().closedHere).toBe(false);
    session.setMachine("off");
    expect(last().closedHere).toBe(true);
    expect(session.state.phase).toBe("off");
  });

  test("W16: a hidden serial console does not wait at the door of a machine that boots", async () => {
    const { session, asked, settle } = world("serial", "booting");
    session.setVisible(false);
    session.start();
    await settle();
    expect(asked).toHaveLength(0);
    session.setVisible(true);
    await settle();
    expect(asked).toEqual([{ kind: "serial", takeOver: false, atBoot: true }]);
  });

  test("W16: a new sign-in brings a hidden serial console back only when it is seen", async () => {
    const { session, asked, last, connected, settle } = world("serial");
    await connected();
    last().ends(4401);
    session.setVisible(false);
    session.resume();
    await settle();
    expect(asked).toHaveLength(1);
    session.setVisible(true);
    await settle();
    expect(asked).toHaveLength(2);
  });

  test("a page that is seen again, or whose network is back, does not wait for the countdown", async () => {
    const { session, asked, last, connected, settle } = world();
    await connected();
    last().ends(1006);
    session.hurry();
    await settle();
    expect(asked).toHaveLength(2);
    last().opens();
    session.hurry();
    expect(session.state.phase).toBe("connected");
  });

  test("comes back after a broken line with back-off, never asking to take over", async () => {
    const { session, asked, last, connected, wait } = world();
    session.connect({ takeOver: true });
    await wait(0);
    last().opens();
    last().ends(1006);
    expect(session.state.phase).toBe("lost");
    await wait(499);
    expect(asked).toHaveLength(1);
    await wait(1);
    expect(asked.map(({ takeOver }) => takeOver)).toEqual([true, false]);
    await connected();
  });

  test("F37: tickets are granted and no socket opens, three times: something on the way is said to be it, until a person tries again", async () => {
    const { session, asked, last, connected, wait, settle } = world();
    session.start();
    await settle();
    last().ends(1006);
    await wait(1000);
    last().ends(1006);
    await wait(2000);
    last().ends(1006);
    expect(session.state).toEqual({ phase: "ended", reason: "blocked" });
    await wait(60_000);
    expect(asked).toHaveLength(3);
    session.connect();
    await connected();
    last().ends(1006);
    expect(session.state.phase).toBe("lost");
  });

  test("F37: a line that opened in between, or a server that gave its reason, is no proxy", async () => {
    const { session, last, wait, settle } = world();
    session.start();
    await settle();
    for (const [at, end] of [1006, 4502, 1006, 1006].entries()) {
      last().ends(end);
      expect(session.state.phase).toBe("lost");
      await wait(500 * 2 ** at);
    }
    last().opens();
    last().ends(1006);
    expect(session.state.phase).toBe("lost");
  });

  test("F34: told who took it over and when, it ends with that and never comes back by itself", async () => {
    const { session, asked, last, connected, wait, settle } = world();
    await connected();
    await wait(5000);
    last().ends(4411, "taken-over by vera.rossi");
    expect(session.state).toEqual({ phase: "ended", reason: "taken-over", by: "vera.rossi", atMs: 5000 });
    await wait(3_600_000);
    session.setMachine("on");
    session.setVisible(true);
    expect(session.state).toMatchObject({ phase: "ended", reason: "taken-over" });
    expect(asked).toHaveLength(1);
    session.connect({ takeOver: true });
    await settle();
    expect(asked.at(-1)).toEqual({ kind: "vnc", takeOver: true });
  });

  test("W16: a hidden serial console does not take the line by itself", async () => {
    const { session, asked, last, connected, wait, settle } = world("serial");
    await connected();
    session.setVisible(false);
    last().ends(4503);
    await wait(1000);
    expect(session.state.phase).toBe("asking");
    expect(asked).toHaveLength(1);
    session.setVisible(true);
    await settle();
    expect(asked).toHaveLength(2);
  });
});
