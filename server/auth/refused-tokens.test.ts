import { describe, expect, it } from "vitest";
import { ProblemError } from "../http/problem-error.ts";
import { createLog } from "../log.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { sessionCookie } from "./cookies.ts";
import { createRefusedTokens } from "./refused-tokens.ts";
import { createSessionStore } from "./session-store.ts";
import type { Refresh } from "./session-tokens.ts";

const hour = 3_600_000;
type Word = "taken" | "refused" | "forbidden" | "away";
const problems = {
  refused: () => new ProblemError("session-ended"),
  forbidden: () => new ProblemError("forbidden"),
  away: () => new ProblemError("unavailable"),
};
const times = (count: number, word: Word): Word[] => Array.from({ length: count }, () => word);

/** Somebody on two replicas, and a cluster whose answers to "who am I" are these, the last one for ever. */
const setUp = async (words: Word[], { refresh = null as Refresh | null, questions = 60 } = {}) => {
  const shared = createMemoryStore();
  const limits = { idleMs: hour, absoluteMs: hour, max: 10, maxPerPerson: 10 };
  const replica = () => createSessionStore({ ...limits, store: shared, refresh: refresh ?? (async () => never()) });
  const [here, there] = [replica(), replica()];
  const refreshToken = refresh && "r0";
  const tokens = { idToken: "id-of-ada", refreshToken, expiresAt: Date.now() + hour };
  const identity = { issuer: "https://id.example", subject: "ada", name: "ada", groups: [] };
  const header = `${sessionCookie}=${await here.open({ identity, tokens })}`;
  const [session, same] = await Promise.all([here.find(header), there.find(header)]);
  if (!session || !same) throw new Error("nobody is signed in");
  const shown: string[] = [];
  const over = Promise.withResolvers<void>();
  const withdrawn: string[] = [];
  const tell = createRefusedTokens({
    whoIs: async (person) => {
      shown.push(await person.token());
      const word = words.length > 1 ? words.shift() : words[0];
      if (word === "taken" || word === "forbidden") over.resolve();
      if (word !== "taken") throw problems[word ?? "away"]();
      return null;
    },
    sessionOf: here.loadedAs,
    onWithdrawn: ({ sessionId }) => {
      withdrawn.push(sessionId);
      over.resolve();
    },
    log: createLog("silent"),
    timing: { everyMs: 1, refusals: 3, questions },
  });
  const causes = () => Promise.all([here.causeOfEnd(header), there.causeOfEnd(header)]);
  return {
    here,
    there,
    header,
    session,
    same,
    shown,
    withdrawn,
    over: over.promise,
    causes,
    tell: () => tell(session),
  };
};
const never = () => {
  throw new Error("there is nothing to renew");
};
const renewing = (): { refresh: Refresh; renewals: () => number } => {
  let renewals = 0;
  const identity = { issuer: "https://id.example", subject: "ada", name: "ada", groups: [] };
  return {
    renewals: () => renewals,
    refresh: async () => {
      renewals += 1;
      const tokens = { idToken: `new ${renewals}`, refreshToken: `r${renewals}`, expiresAt: Date.now() + hour };
      return { identity, tokens };
    },
  };
};

describe("a token that the cluster refuses", () => {
  it("F43: ends its session everywhere when it is refused again and again, and says why", async () => {
    const { here, there, header, session, same, withdrawn, over, causes, tell } = await setUp(["refused"]);
    for (const _ of [1, 2, 3]) tell();
    await over;
    expect(withdrawn).toEqual([session.sessionId]);
    for (const { ended } of [session, same]) expect(ended.aborted).toBe(true);
    expect(session.ended.reason).toMatchObject({ problem: { code: "session-ended", why: "not-accepted" } });
    expect([await here.find(header), await there.find(header)]).toEqual([null, null]);
    expect(await causes()).toEqual(["not-accepted", "not-accepted"]);
  });

  it.each<[string, Word[]]>([
    ["once", ["taken"]],
    ["for a moment", [...times(2, "refused"), "taken"]],
    ["by one path alone, where the person may not ask who they are", ["refused", "forbidden"]],
  ])("F43: costs nobody their session when it is refused %s", async (_name, words) => {
    const { here, header, session, withdrawn, over, causes, tell } = await setUp(words);
    tell();
    await over;
    expect(session.ended.aborted).toBe(false);
    expect(withdrawn).toEqual([]);
    expect(await here.find(header)).toBe(session);
    expect(await causes()).toEqual([undefined, undefined]);
  });

  it("F43: is not withdrawn by an outage, however often it was refused before and after", async () => {
    const words: Word[] = [...times(2, "refused"), "away", ...times(2, "refused"), "away", "away", "taken"];
    const { session, shown, over, tell } = await setUp(words);
    tell();
    await over;
    expect(shown).toHaveLength(8);
    expect(session.ended.aborted).toBe(false);
  });

  it("is not asked about for ever, and anew at the next refusal", async () => {
    const { session, shown, tell } = await setUp(["away"], { questions: 2 });
    tell();
    await expect.poll(() => shown.length).toBe(2);
    const askAnew = () => {
      tell();
      return shown.length;
    };
    await expect.poll(askAnew).toBeGreaterThan(2);
    expect(session.ended.aborted).toBe(false);
  });

  it("is renewed first, once: a new one that is taken goes on", async () => {
    const { refresh, renewals } = renewing();
    const { session, shown, over, tell } = await setUp(["refused", "taken"], { refresh });
    tell();
    await over;
    expect(shown).toEqual(["id-of-ada", "new 1"]);
    expect(renewals()).toBe(1);
    expect(session.ended.aborted).toBe(false);
  });

  it("ends its session when the new one is refused as well, renewed once", async () => {
    const { refresh, renewals } = renewing();
    const { session, over, causes, tell } = await setUp(["refused"], { refresh });
    tell();
    await over;
    expect(renewals()).toBe(1);
    expect(session.ended.aborted).toBe(true);
    expect(await causes()).toEqual(["not-accepted", "not-accepted"]);
  });

  it("F13: proves nothing while the identity provider is away, too", async () => {
    const { session, shown, withdrawn, tell } = await setUp(["refused"], {
      refresh: () => Promise.reject(new Error("connect ECONNREFUSED")),
      questions: 8,
    });
    tell();
    await expect.poll(() => shown.length).toBe(8);
    expect(session.ended.aborted).toBe(false);
    expect(withdrawn).toEqual([]);
  });

  it("A12: ends its session by the provider's word when that refuses to renew it", async () => {
    const { session, same, withdrawn, causes, tell } = await setUp(["refused"], {
      refresh: () => Promise.reject(new ProblemError("session-ended")),
    });
    tell();
    await expect.poll(() => session.ended.aborted && same.ended.aborted).toBe(true);
    expect(withdrawn).toEqual([]);
    expect(await causes()).toEqual([undefined, undefined]);
  });
});
