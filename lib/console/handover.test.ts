import { afterEach, describe, expect, it } from "vitest";
import { type Given, Handover } from "./handover.ts";

const open: Handover[] = [];
afterEach(() => {
  for (const handover of open.splice(0)) handover.dispose();
});

/** A window of that name's console; `given` is what it lets go of. */
const windowWith = (given: Given | null, name = "one") => {
  const seen: (string | null)[] = [];
  let has = given;
  const handover = new Handover(new BroadcastChannel(`handover-test-${name}`), {
    give: () => {
      const gave = has;
      has = null;
      return gave;
    },
    takeBack: (history) => seen.push(history),
  });
  open.push(handover);
  return { handover, seen };
};

describe("a console that moves between windows", () => {
  it("goes to the one that wants it with its history, and back when that window closes", async () => {
    const page = windowWith({ held: true, history: "login:" });
    const { handover } = windowWith(null);
    expect(await handover.want(5_000)).toEqual({ held: true, history: "login:" });
    handover.giveBack("login: root");
    await expect.poll(() => page.seen).toEqual(["login: root"]);
    // Once.
    handover.giveBack(null);
    expect(page.seen).toHaveLength(1);
  });

  it("is nobody's where nobody has it, and another machine's stays where it is", async () => {
    windowWith({ held: true, history: null }, "two");
    const { handover } = windowWith(null);
    expect(await handover.want(50)).toBeNull();
  });

  it("does not come back to a page that never gave it", async () => {
    const page = windowWith({ held: false, history: null });
    const bystander = windowWith(null);
    const { handover } = windowWith(null);
    expect(await handover.want(5_000)).toEqual({ held: false, history: null });
    handover.giveBack(null);
    await expect.poll(() => page.seen).toEqual([null]);
    expect(bystander.seen).toEqual([]);
  });

  it("leaves unread what another version may say", async () => {
    const page = windowWith({ held: true, history: null });
    const other = new BroadcastChannel("handover-test-one");
    for (const word of [null, "want", { type: "forget" }, 7]) other.postMessage(word);
    other.close();
    const { handover } = windowWith(null);
    expect(await handover.want(5_000)).toMatchObject({ held: true });
    expect(page.seen).toEqual([]);
  });
});
