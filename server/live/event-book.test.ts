import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Person } from "../auth/person.ts";
import { ProblemError } from "../http/problem-error.ts";
import type { Kube, WatchEvent } from "../kube/api.ts";
import { wait } from "../wait.ts";
import { eventBook } from "./event-book.ts";

const person: Person = {
  sessionId: "s",
  identity: { issuer: "i", subject: "ada", name: "ada", groups: [] },
  token: async () => "t",
  ended: new AbortController().signal,
};
const eventOf = (name: string, about: string, message: string) => ({
  metadata: { name, resourceVersion: "7" },
  involvedObject: { kind: "VirtualMachine", name: about, uid: "u" },
  type: "Normal",
  reason: "Said",
  message,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A book over a cluster that the test plays: `says` is what lists answer, `tell` speaks on the watch, `breakWatch` ends it badly. */
const open = (options: { mayWatch?: boolean; isShut?: boolean } = {}) => {
  const asked: string[] = [];
  const vms: string[] = [];
  const news: (string | null)[] = [];
  const cluster = { says: [] as unknown[], isAway: false, isShut: options.isShut ?? false };
  let watching = Promise.withResolvers<WatchEvent[] | "broken">();
  const kube: Kube = {
    get: async (_person, _path, { query } = {}) => {
      asked.push(query?.fieldSelector ?? "start");
      if (cluster.isAway) throw new ProblemError("unavailable");
      if (cluster.isShut) throw new ProblemError("forbidden");
      return { metadata: { resourceVersion: "5" }, items: query?.fieldSelector ? cluster.says : [] };
    },
    watch: async function* (_person, _path, { query } = {}) {
      asked.push(`watch ${query?.resourceVersion}`);
      if (options.mayWatch === false) throw new ProblemError("forbidden");
      for (;;) {
        const next = await watching.promise;
        watching = Promise.withResolvers();
        if (next === "broken") throw new ProblemError("unavailable");
        if (next.length === 0) return;
        yield* next;
      }
    },
    write: async () => null,
  };
  const book = eventBook({
    kube,
    person: () => person,
    tenant: "tenant-acme",
    retry: (_problem, _failures, signal) => wait(1_000, signal),
    onVm: (vm) => void vms.push(vm),
    onNews: () => void news.push(book.version),
  });
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const tell = async (...events: WatchEvent[]) => {
    watching.resolve(events);
    await settle();
  };
  return {
    book,
    asked,
    vms,
    news,
    cluster,
    settle,
    tell,
    say: (name: string, message: string, type: "ADDED" | "DELETED" = "ADDED") =>
      tell({ type, object: eventOf(name, "vm-instance-web", message) }),
    endWatch: () => tell(),
    breakWatch: async () => {
      watching.resolve("broken");
      await settle();
    },
    messages: async () => (await book.read("vm-instance-web")).map(({ message }) => message),
  };
};

it("reads an object's events once; then the watch keeps them", async () => {
  const { settle, cluster, messages, say, asked, vms, book } = open();
  await settle();
  cluster.says = [eventOf("a", "vm-instance-web", "scheduled")];
  expect(await messages()).toEqual(["scheduled"]);
  await say("b", "started");
  await say("a", "scheduled twice");
  expect(await messages()).toEqual(["started", "scheduled twice"]);
  await say("a", "", "DELETED");
  expect(await messages()).toEqual(["started"]);
  expect(asked).toEqual(["start", "watch 5", "involvedObject.name=vm-instance-web"]);
  expect(vms).toEqual(["web", "web"]);
  book.dispose();
});

it("keeps nothing of objects that nobody asked for", async () => {
  const { settle, say, asked, messages, book } = open();
  await settle();
  await say("a", "unheard");
  expect(await messages()).toEqual([]);
  expect(asked.at(-1)).toBe("involvedObject.name=vm-instance-web");
  book.dispose();
});

it("goes on after a clean end without a gap, and reads anew after one", async () => {
  const { settle, say, endWatch, breakWatch, messages, asked, book } = open();
  await settle();
  await messages();
  await say("a", "one");
  await endWatch();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked.at(-1)).toBe("watch 7");
  expect(await messages()).toEqual(["one"]);
  await breakWatch();
  asked.length = 0;
  expect(await messages()).toEqual([]);
  expect(asked).toEqual(["involvedObject.name=vm-instance-web"]);
  book.dispose();
});

it("tells two who ask at once the whole answer, and reads it once", async () => {
  const { settle, cluster, messages, asked, book } = open();
  await settle();
  cluster.says = [eventOf("a", "vm-instance-web", "scheduled")];
  expect(await Promise.all([messages(), messages()])).toEqual([["scheduled"], ["scheduled"]]);
  expect(asked.filter((one) => one.startsWith("involved"))).toHaveLength(1);
  book.dispose();
});

it("reads each time where watching is not allowed, and remembers no failure", async () => {
  const { settle, cluster, messages, asked, book } = open({ mayWatch: false });
  await settle();
  cluster.isAway = true;
  await expect(messages()).rejects.toThrow("unavailable");
  cluster.isAway = false;
  cluster.says = [eventOf("a", "vm-instance-web", "scheduled")];
  expect(await messages()).toEqual(["scheduled"]);
  expect(await messages()).toEqual(["scheduled"]);
  expect(asked.filter((one) => one.startsWith("involved"))).toHaveLength(3);
  book.dispose();
});

it("holds a bounded number of events and objects", async () => {
  const { settle, messages, tell, book } = open();
  await settle();
  await messages();
  const many = Array.from({ length: 200 }, (_, at) => eventOf(`e${at}`, "vm-instance-web", `${at}`));
  await tell(...many.map((object): WatchEvent => ({ type: "ADDED", object })));
  const kept = await messages();
  expect([kept.length, kept.at(-1)]).toEqual([50, "199"]);
  book.dispose();
});

it("tells of a burst as one piece of news, and of none where nothing is watched", async () => {
  const { settle, say, book, news, breakWatch } = open();
  expect(book.version).toBeNull();
  await settle();
  await vi.advanceTimersByTimeAsync(10);
  expect(news).toEqual([book.version]);
  const first = book.version;
  await book.readAll();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(book.version).toBe(first);
  for (const name of ["a", "b", "c"]) await say(name, "said");
  expect(book.version).not.toBe(first);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(news).toEqual([first, book.version]);
  await breakWatch();
  expect(book.version).toBeNull();
  await vi.advanceTimersByTimeAsync(900);
  expect(news.at(-1)).toBeNull();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(news.at(-1)).toBe(book.version);
  book.dispose();
});

it("tells who may not read events of what stands beside them, and when they may", async () => {
  const { settle, book, news, cluster } = open({ isShut: true });
  expect(book.version).toBeNull();
  await settle();
  await vi.advanceTimersByTimeAsync(10);
  const shut = book.version;
  expect([shut, news]).toEqual([expect.any(String), [shut]]);
  await expect(book.readAll()).rejects.toThrow("forbidden");
  book.note();
  await vi.advanceTimersByTimeAsync(1_000);
  expect([news.length, news[1] === shut, news[1] === book.version]).toEqual([2, false, true]);
  // The cluster does not answer: whether that is still so nobody knows.
  cluster.isAway = true;
  await vi.advanceTimersByTimeAsync(1_000);
  expect(book.version).toBeNull();
  Object.assign(cluster, { isAway: false, isShut: false });
  await vi.advanceTimersByTimeAsync(3_000);
  expect(news.at(-1)).toBe(book.version);
  expect(book.version).not.toBeNull();
  book.dispose();
});

it("promises no news to who may list events and not watch them", async () => {
  const { settle, book } = open({ mayWatch: false });
  await settle();
  expect(book.version).toBeNull();
  book.dispose();
});
