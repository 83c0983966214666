import { expect, it } from "vitest";
import { eventSchema } from "#lib/resources/event/schema.ts";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import { createEventLog } from "./event-log.ts";

const person: Person = {
  sessionId: "s",
  identity: { issuer: "i", subject: "ada", name: "ada", groups: [] },
  token: async () => "t",
  ended: new AbortController().signal,
};
const eventOf = (name: string, message: string, minute = 0) => ({
  metadata: { name, resourceVersion: "7" },
  involvedObject: { kind: "VirtualMachine", name: "vm-instance-web", uid: "u" },
  type: "Normal",
  reason: "Said",
  message,
  lastTimestamp: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
});
type Said = ReturnType<typeof eventOf>;

/** A log over a cluster that answers in pages. */
const open = ({ pages, isFollowed = true }: { pages: Said[][]; isFollowed?: boolean }) => {
  const asked: string[] = [];
  const world = { now: 0, isAway: false, onPage: () => {}, news: 0 };
  const log = createEventLog({
    kube: {
      get: async (_person, _path, { query } = {}) => {
        asked.push(query?.continue ?? "start");
        if (world.isAway) throw new ProblemError("forbidden");
        world.onPage();
        const page = Number(query?.continue ?? 0);
        const next = page + 1 < pages.length ? { continue: String(page + 1) } : {};
        return { metadata: { resourceVersion: "5", ...next }, items: pages[page] ?? [] };
      },
      watch: async function* () {},
      write: async () => null,
    },
    person: () => person,
    path: ["api", "v1", "namespaces", "tenant-acme", "events"],
    signal: new AbortController().signal,
    isFollowed: () => isFollowed,
    onNews: () => void world.news++,
    now: () => world.now,
  });
  return {
    log,
    asked,
    world,
    note: (said: Said, isGone = false) => log.note(eventSchema.parse(said), isGone),
    messages: async () => (await log.read()).records.map(({ message }) => message),
  };
};

it("reads all pages once, then the watch keeps it", async () => {
  const { messages, note, asked } = open({ pages: [[eventOf("a", "one")], [eventOf("b", "two")]] });
  expect(await messages()).toEqual(["one", "two"]);
  note(eventOf("c", "three"));
  note(eventOf("a", "one again"));
  note(eventOf("b", ""), true);
  expect(await messages()).toEqual(["three", "one again"]);
  expect(asked).toEqual(["start", "1"]);
});

it("holds nothing before somebody asks, and nothing when nobody has asked for long", async () => {
  const { messages, note, asked, world } = open({ pages: [[eventOf("a", "one")]] });
  note(eventOf("b", "unheard"));
  expect(await messages()).toEqual(["one"]);
  world.now = 6 * 60_000;
  note(eventOf("c", "unheard, too"));
  expect(await messages()).toEqual(["one"]);
  expect(asked).toEqual(["start", "start"]);
});

it("takes what the watch says while pages are read for the newer word", async () => {
  const { messages, note, world } = open({ pages: [[eventOf("a", "old")]] });
  world.onPage = () => note(eventOf("a", "new"));
  expect(await messages()).toEqual(["new"]);

  const other = open({ pages: [[eventOf("a", "gone")]] });
  other.world.onPage = () => other.note(eventOf("a", ""), true);
  expect(await other.messages()).toEqual([]);
});

it("is read by two who ask at once a single time", async () => {
  const { messages, asked } = open({ pages: [[eventOf("a", "one")]] });
  expect(await Promise.all([messages(), messages()])).toEqual([["one"], ["one"]]);
  expect(asked).toEqual(["start"]);
});

it("keeps the newest of many, and says that there are more", async () => {
  const pages = Array.from({ length: 6 }, (_, page) =>
    Array.from({ length: 500 }, (_, n) => eventOf(`e${page}-${n}`, "", 3_000 - page * 500 - n)),
  );
  const { log } = open({ pages });
  const { records, isBounded } = await log.read();
  expect([records.length, isBounded]).toEqual([2_000, true]);
  expect(records.map(({ last }) => last).sort()[0]).toBe(new Date(Date.UTC(2026, 0, 1, 0, 1_001)).toISOString());
});

it("is read anew after a gap, and after ten seconds where nothing is watched", async () => {
  const followed = open({ pages: [[eventOf("a", "one")]] });
  await followed.messages();
  followed.log.forget();
  await followed.messages();
  expect(followed.asked).toHaveLength(2);

  const { messages, asked, world } = open({ pages: [[eventOf("a", "one")]], isFollowed: false });
  await messages();
  world.now = 9_000;
  await messages();
  expect(asked).toHaveLength(1);
  world.now = 11_000;
  await messages();
  expect(asked).toHaveLength(2);
});

it("remembers no failure", async () => {
  const { messages, world } = open({ pages: [[eventOf("a", "one")]] });
  world.isAway = true;
  await expect(messages()).rejects.toThrow("forbidden");
  world.isAway = false;
  expect(await messages()).toEqual(["one"]);
});

it("tells who has read it of all that is new, and nobody else", async () => {
  const { log, messages, note, world } = open({ pages: [[eventOf("a", "one")]] });
  note(eventOf("b", "unheard"));
  log.noteOther();
  expect(world.news).toBe(0);
  await messages();
  note(eventOf("b", "two"));
  note(eventOf("b", ""), true);
  log.noteOther();
  expect(world.news).toBe(3);
  log.forget();
  log.forget();
  expect(world.news).toBe(4);
});

it("tells of what stands beside it who asked for it and may not read it", async () => {
  const { log, messages, world } = open({ pages: [] });
  world.isAway = true;
  await expect(messages()).rejects.toThrow("forbidden");
  log.noteOther();
  expect(world.news).toBe(1);
  world.now = 6 * 60_000;
  log.noteOther();
  log.noteOther();
  expect(world.news).toBe(2);
});

it("tells once more when it is not kept any longer: whoever still looks at it asks then", async () => {
  const { messages, note, world } = open({ pages: [[eventOf("a", "one")]] });
  await messages();
  world.now = 6 * 60_000;
  note(eventOf("b", "two"));
  note(eventOf("c", "three"));
  expect(world.news).toBe(1);
  await messages();
  note(eventOf("c", "three"));
  expect(world.news).toBe(2);
});
