import { describe, expect, it } from "vitest";
import type { Person } from "../auth/person.ts";
import { createOwnAnswers } from "./own-answers.ts";

const personNamed = (name: string): Person => ({
  sessionId: name,
  identity: { issuer: "i", subject: name, name, groups: [] },
  token: async () => name,
  ended: new AbortController().signal,
});
const [ada, omar] = [personNamed("ada"), personNamed("omar")];

const open = (most = 100) => {
  const clock = { now: 0 };
  const asked: string[] = [];
  const answers = createOwnAnswers<string>({ keepMs: 60_000, most, now: () => clock.now });
  const of = (person: Person, about = "acme", maxAgeMs?: number) =>
    answers(
      person,
      about,
      async () => {
        asked.push(`${person.identity.name} ${about}`);
        return `${person.identity.name}'s ${about}`;
      },
      maxAgeMs,
    );
  return { clock, asked, answers, of };
};

describe("answers of the cluster", () => {
  it("are asked once for the same identity and question, until they are old", async () => {
    const { clock, asked, of } = open();
    expect(await Promise.all([of(ada), of(ada), of(ada, "globex")])).toEqual([
      "ada's acme",
      "ada's acme",
      "ada's globex",
    ]);
    clock.now = 59_000;
    await of(ada);
    expect(asked).toEqual(["ada acme", "ada globex"]);
    await of(ada, "acme", 30_000);
    clock.now = 120_000;
    await of(ada);
    expect(asked).toEqual(["ada acme", "ada globex", "ada acme", "ada acme"]);
  });

  it("P08: are never another identity's", async () => {
    const { of } = open();
    expect(await Promise.all([of(ada), of(omar)])).toEqual(["ada's acme", "omar's acme"]);
  });

  it("that failed are asked for again, by each who waited in their own name", async () => {
    const { answers } = open();
    const failing = answers(ada, "acme", () => Promise.reject(new Error("session-ended")));
    const waiting = answers(ada, "acme", async () => "mine");
    await expect(failing).rejects.toThrow("session-ended");
    expect(await waiting).toBe("mine");
    expect(await answers(ada, "acme", async () => "later")).toBe("later");
  });

  it("are a bounded number, the oldest going first", async () => {
    const { asked, of } = open(2);
    for (const about of ["a", "b", "c", "c", "b", "a"]) await of(ada, about);
    expect(asked).toEqual(["ada a", "ada b", "ada c", "ada a"]);
  });
});
