import { describe, expect, test } from "vitest";
import { aliveEveryMs, bytesMessage, maxShownBytes, shownKinds, terminalMessage } from "./frames.ts";
import { noticeText, type Watcher } from "./notices.ts";
import { Showing } from "./showing.ts";
import { watchingWorld } from "./watching.fixture.ts";

const vera: Watcher = { id: "1", name: "vera.rossi", support: false };
const sam: Watcher = { id: "2", name: "sam", support: true };
const whole = terminalMessage(80, 24, new Uint8Array());

/** A console that is open, whose source shows everything at its beginning and whenever it is asked to. */
const showing = () => {
  const world = watchingWorld();
  let isVisible = true;
  const source = { give: (_bytes: Uint8Array<ArrayBuffer>) => {}, running: 0 };
  const page = new Showing({
    kind: "serial",
    transport: world.transport,
    isVisible: () => isVisible,
    onChange: () => {},
  });
  page.attach({
    begin: (give) => {
      source.give = give;
      source.running += 1;
      give(whole);
      return { again: () => give(whole), end: () => void source.running-- };
    },
  });
  const watchedBy = async (...watchers: Watcher[]) => {
    page.hear(noticeText({ type: "watchers", watchers }));
    await world.settle();
  };
  /** What was sent, by its kind. */
  const sent = () => world.last().sent.map((message) => (message instanceof Uint8Array ? message[0] : message));
  const see = (visible: boolean) => {
    isVisible = visible;
    page.lookAgain();
  };
  return { ...world, page, source, watchedBy, sent, see };
};

describe("the page of a console", () => {
  test("shows nothing before somebody watches, names who does, and stops with the last of them", async () => {
    const { page, asked, sockets, last, watchedBy, sent, source } = showing();
    await watchedBy();
    expect([asked, sockets, page.watchers]).toEqual([[], [], []]);
    await watchedBy(vera);
    expect(asked).toEqual([{ kind: "serial", use: "show" }]);
    last().opens();
    await watchedBy(vera, sam);
    expect(page.watchers).toEqual([vera, sam]);
    // Who comes later gets all that was to be seen before; one who leaves is no reason to show it anew.
    expect(sent()).toEqual([shownKinds.terminal, shownKinds.terminal]);
    await watchedBy(sam);
    expect(sent()).toHaveLength(2);
    last().says(noticeText({ type: "again" }));
    expect(sent()).toHaveLength(3);
    await watchedBy();
    expect([page.watchers, last().closedHere, source.running]).toEqual([[], true, 0]);
  });

  test("that is hidden says so and shows nothing, and shows everything when it is seen again", async () => {
    const { last, watchedBy, sent, see, source, wait } = showing();
    await watchedBy(vera);
    last().opens();
    see(false);
    expect([sent(), source.running]).toEqual([[shownKinds.terminal, shownKinds.paused], 0]);
    await wait(10 * aliveEveryMs);
    expect(sent()).toHaveLength(2);
    see(true);
    expect(sent().at(-1)).toBe(shownKinds.terminal);
    await wait(aliveEveryMs);
    expect(sent().at(-1)).toBe(shownKinds.alive);
  });

  test("gives a full line nothing more, and shows everything anew when that has gone through", async () => {
    const { last, watchedBy, sent, source, wait } = showing();
    await watchedBy(vera);
    last().opens();
    last().bufferedAmount = 1024 * 1024;
    source.give(bytesMessage(new Uint8Array(10)));
    await wait(aliveEveryMs);
    expect(sent()).toEqual([shownKinds.terminal]);
    last().bufferedAmount = 0;
    await wait(aliveEveryMs);
    expect(sent()).toEqual([shownKinds.terminal, shownKinds.terminal]);
    source.give(bytesMessage(new Uint8Array(maxShownBytes)));
    expect(sent()).toHaveLength(2);
  });

  test("comes back while somebody still watches, and not after the console is over", async () => {
    const { page, asked, sockets, last, watchedBy, wait, refuse } = showing();
    await watchedBy(vera);
    last().opens();
    last().ends(1006);
    refuse("unavailable");
    await wait(2_000);
    refuse(null);
    await wait(2_000);
    expect([asked.length, sockets.length]).toEqual([3, 2]);
    page.letGo();
    expect([page.watchers, last().closedHere]).toEqual([[], true]);
    await watchedBy(vera);
    await wait(60_000);
    expect(sockets).toHaveLength(2);
  });
});
