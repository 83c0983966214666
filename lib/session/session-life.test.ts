import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { MeAnswer } from "../api/requests.ts";
import { createSessionLife, type PageFacts } from "./session-life.ts";
import { warnBeforeMs } from "./warn-before.ts";

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());

const minute = 60_000;
type Ends = { expiresInMs: number; endsInMs: number };

/** A page's session before a server that the test plays: an answer is when it ends, or the code of its refusal. */
const open = (first: Ends | string) => {
  const server = { says: first, csrfToken: "first", scope: "ada" };
  const asked: string[] = [];
  const told: string[] = [];
  const facts: PageFacts = { csrf: "first", scope: "ada" };
  const answer = async (question: string): Promise<MeAnswer> => {
    asked.push(question);
    if (typeof server.says === "string") throw new Error(server.says);
    const { csrfToken, scope } = server;
    const token = `${csrfToken} ${asked.length}`;
    return {
      name: "ada",
      groups: [],
      startedAt: "",
      expiresAt: "",
      endsAt: "",
      csrfToken: token,
      scope,
      ...server.says,
    };
  };
  const life = createSessionLife({
    me: () => answer("me"),
    stay: () => answer("stay"),
    // What the server of this test throws is the code itself, and after a space why.
    problemOf: (error) => {
      const [code, why] = (error as Error).message.split(" ") as ["session-ended", "not-accepted"?];
      return { type: "about:blank", status: 0, code, ...(why && { why }) };
    },
    facts,
    onRenewed: () => void told.push("renewed"),
    onSomebodyElse: () => void told.push("somebody else"),
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  return { server, asked, told, facts, life };
};

describe("the life of a session", () => {
  it("says nothing until the end is near, then when it is, by this browser's own clock", async () => {
    const { life, server, asked } = open({ expiresInMs: 60 * minute, endsInMs: 120 * minute });
    await life.check();
    expect(life.getSnapshot()).toEqual({ kind: "quiet" });
    server.says = { expiresInMs: warnBeforeMs, endsInMs: 65 * minute };
    await vi.advanceTimersByTimeAsync(55 * minute);
    expect(asked).toEqual(["me", "me"]);
    expect(life.getSnapshot()).toEqual({ kind: "ending", endsAtMs: Date.now() + warnBeforeMs, canStay: true });
    life.dispose();
  });

  it("A13: asks without being a sign of life; staying is one, and quiet again after", async () => {
    const { life, server, asked, told } = open({ expiresInMs: minute, endsInMs: 65 * minute });
    await life.check();
    expect(life.getSnapshot().kind).toBe("ending");
    server.says = { expiresInMs: 60 * minute, endsInMs: 65 * minute };
    await life.stay();
    expect([life.getSnapshot(), asked]).toEqual([{ kind: "quiet" }, ["me", "stay"]]);
    // A page that is made anew is a sign of life, and here nobody gave one.
    expect(told).toEqual([]);
    life.dispose();
  });

  it("offers no staying where the longest life is what ends it", async () => {
    const { life } = open({ expiresInMs: minute, endsInMs: minute });
    await life.check();
    expect(life.getSnapshot()).toMatchObject({ kind: "ending", canStay: false });
    life.dispose();
  });

  it.each(["session-ended", "signed-out"])("is over when the server says so: %s", async (code) => {
    const { life, server } = open({ expiresInMs: minute, endsInMs: minute });
    await life.check();
    server.says = code;
    await vi.advanceTimersByTimeAsync(minute + 1_000);
    expect(life.getSnapshot()).toEqual({ kind: "ended" });
    life.dispose();
  });

  it("F43: says why it is over where the server does: the cluster ended it", async () => {
    const { life } = open("session-ended not-accepted");
    await life.check();
    expect(life.getSnapshot()).toEqual({ kind: "ended", why: "not-accepted" });
    life.dispose();
  });

  it("is not over because the server does not answer, and is asked for again", async () => {
    const { life, server, asked } = open("unavailable");
    await life.check();
    expect(life.getSnapshot()).toEqual({ kind: "quiet" });
    server.says = "session-ended";
    await vi.advanceTimersByTimeAsync(15_000);
    expect([life.getSnapshot(), asked.length]).toEqual([{ kind: "ended" }, 2]);
    life.dispose();
  });

  it("F12: goes on with the new session of the same person, whose writes show another token", async () => {
    const { life, server, told, facts } = open("session-ended");
    await life.check();
    server.says = { expiresInMs: 60 * minute, endsInMs: 65 * minute };
    server.csrfToken = "second";
    await life.check();
    expect([life.getSnapshot(), told, facts.csrf]).toEqual([{ kind: "quiet" }, ["renewed"], "second 2"]);
    life.dispose();
  });

  it("F12: that is over is asked about once, however many are refused, its own question among them", async () => {
    const { life, server, asked } = open({ expiresInMs: 60 * minute, endsInMs: 65 * minute });
    await life.check();
    server.says = "session-ended";
    for (let times = 0; times < 10; times += 1) life.hearEnded();
    await vi.advanceTimersByTimeAsync(1);
    life.hearEnded();
    await vi.advanceTimersByTimeAsync(10 * minute);
    expect([life.getSnapshot(), asked]).toEqual([{ kind: "ended" }, ["me", "me"]]);
    life.dispose();
  });

  it("F12: goes on where another session was there all along, or is there before the old one's end is told", async () => {
    const { life, server, told } = open({ expiresInMs: 60 * minute, endsInMs: 65 * minute });
    await life.check();
    life.hearEnded();
    await vi.advanceTimersByTimeAsync(1);
    expect([life.getSnapshot(), told]).toEqual([{ kind: "quiet" }, ["renewed"]]);
    server.says = "session-ended";
    life.hearEnded();
    server.says = { expiresInMs: 60 * minute, endsInMs: 65 * minute };
    life.hearSignedIn();
    await vi.advanceTimersByTimeAsync(1);
    expect([life.getSnapshot(), told]).toEqual([{ kind: "quiet" }, ["renewed", "renewed"]]);
    life.dispose();
  });

  it("P09: never goes on as somebody else", async () => {
    const { life, server, told, facts } = open("session-ended");
    await life.check();
    server.says = { expiresInMs: 60 * minute, endsInMs: 65 * minute };
    Object.assign(server, { csrfToken: "second", scope: "omar" });
    await life.check();
    expect([told, facts.csrf]).toEqual([["somebody else"], "first"]);
    life.dispose();
  });

  it("tells nobody after the page has left", async () => {
    const { life, asked } = open({ expiresInMs: minute, endsInMs: minute });
    const changed = vi.fn();
    life.subscribe(changed);
    const checking = life.check();
    life.dispose();
    await checking;
    await vi.advanceTimersByTimeAsync(10 * minute);
    expect([asked.length, changed.mock.calls.length]).toEqual([1, 0]);
  });
});
