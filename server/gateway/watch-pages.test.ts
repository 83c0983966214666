import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { ConsoleTransport } from "#lib/console/session.ts";
import { bytesMessage, type Shown, terminalMessage } from "#lib/console/watching/frames.ts";
import { Showing, type ShownSource } from "#lib/console/watching/showing.ts";
import { WatchSession, type WatchState } from "#lib/console/watching/watch-session.ts";
import { createMemoryStore } from "../store/memory-store.ts";
import { signIn } from "./testing.ts";
import { useGateways } from "./testing-gateways.ts";

const use = useGateways();
const open: { dispose: () => void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

const vera = signIn("vera.rossi").person;
const client = "the-page-of-the-holder";

/** The two pages of a watched console, as the browser runs them, before two replicas. */
const pages = async () => {
  const store = createMemoryStore();
  const one = await use.gatewayOf({ store });
  const other = await use.gatewayOf({ store, findPerson: async () => vera });
  const transportOf = ({ port, origin, ticket }: typeof one, sessionId: string): ConsoleTransport => ({
    ask: async (request) => ({
      ok: true,
      ticket: await ticket({ kind: request.kind, use: request.use ?? "open", client, sessionId }),
      limits: { idleMs: null, lifetimeMs: null },
      instance: null,
    }),
    // Node's own WebSocket is a browser's but for the headers, which a browser adds by itself.
    open: (address, protocols) =>
      new WebSocket(`ws://127.0.0.1:${port}${address}`, {
        protocols,
        headers: { cookie: "session=ada", origin },
        // The types know only what browsers have.
      } as unknown as string[]),
    nowMs: () => Date.now(),
    chance: () => 0,
    after: (ms, callback) => {
      const stop = new AbortController();
      delay(ms, null, { signal: stop.signal }).then(callback, () => {});
      return () => stop.abort();
    },
  });

  const said: string[] = [];
  const source: ShownSource = {
    begin: (give) => {
      const again = (): void => give(terminalMessage(80, 24, Buffer.from(said.join(""))));
      again();
      say = (text) => {
        said.push(text);
        give(bytesMessage(Buffer.from(text)));
      };
      return { again, end: () => {} };
    },
  };
  let say = (text: string): void => void said.push(text);
  let isVisible = true;
  const holder = await one.open({ kind: "serial", client });
  const showing = new Showing({
    kind: "serial",
    transport: transportOf(one, one.ada.person.sessionId),
    isVisible: () => isVisible,
    onChange: () => {},
  });
  holder.on("message", (data, isBinary) => isBinary || showing.hear(String(data)));
  await once(holder, "message");
  showing.attach(source);

  const seen: Shown[] = [];
  const watch = (): WatchSession => {
    const session = new WatchSession("serial", transportOf(other, vera.sessionId), (shown) => seen.push(shown));
    open.push(session);
    return session;
  };
  open.push({ dispose: () => showing.letGo() }, { dispose: () => holder.terminate() });
  return {
    holder,
    showing,
    watch,
    text: () =>
      seen
        .map((shown) =>
          Buffer.from(shown.kind === "terminal" ? shown.drawing : shown.kind === "bytes" ? shown.bytes : []).toString(),
        )
        .join("|"),
    say: (text: string) => say(text),
    hide: (hidden: boolean) => {
      isVisible = !hidden;
      showing.lookAgain();
    },
  };
};

const watching = (pause: "first" | "hidden" | "silent" | null): WatchState => ({
  phase: "watching",
  holder: "ada",
  pause,
});

test("a page shows to whoever comes what was there and what follows, and stops when nobody is left", async () => {
  const { showing, watch, say, text } = await pages();
  say("login: ");
  expect(showing.watchers).toEqual([]);
  const first = watch();
  await expect.poll(() => first.getState()).toEqual(watching(null));
  expect(showing.watchers).toMatchObject([{ name: "vera.rossi", support: false }]);
  say("root\r");
  await expect.poll(text).toBe("login: |root\r");
  const second = watch();
  await expect.poll(() => second.getState()).toEqual(watching(null));
  expect(showing.watchers).toHaveLength(2);
  first.dispose();
  second.dispose();
  await expect.poll(() => showing.watchers).toEqual([]);
});

test("a hidden page is said to be hidden, and shows everything again when it is seen", async () => {
  const { watch, hide, say, text } = await pages();
  const watcher = watch();
  await expect.poll(() => watcher.getState()).toEqual(watching(null));
  hide(true);
  await expect.poll(() => watcher.getState()).toEqual(watching("hidden"));
  say("in secret ");
  hide(false);
  await expect.poll(() => watcher.getState()).toEqual(watching(null));
  await expect.poll(text).toContain("in secret ");
});

test("whoever is watched leaves, and the watcher is told", async () => {
  const { holder, watch } = await pages();
  const watcher = watch();
  await expect.poll(() => watcher.getState()).toEqual(watching(null));
  holder.close(1000);
  await expect.poll(() => watcher.getState()).toEqual({ phase: "ended", reason: "over", holder: "ada" });
});
