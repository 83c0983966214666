import { describe, expect, test } from "vitest";
import { Broadcast } from "./broadcast.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** A console whose connection and reach are the test's. */
const consoleOf = ({ connected = true, sends = true } = {}) => {
  const listeners = new Set<() => void>();
  let isConnected = connected;
  const got: string[] = [];
  return {
    got,
    setConnected: (next: boolean) => {
      isConnected = next;
      for (const listener of listeners) listener();
    },
    member: {
      isConnected: () => isConnected,
      subscribe: (listener: () => void) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      send: (sent: Uint8Array<ArrayBuffer>) => {
        if (sends) got.push(new TextDecoder().decode(sent));
        return sends;
      },
    },
  };
};

const three = () => {
  const broadcast = new Broadcast();
  const [a, b, c] = [consoleOf(), consoleOf(), consoleOf()];
  const leave = [broadcast.join("a", a.member), broadcast.join("b", b.member), broadcast.join("c", c.member)];
  return { broadcast, a, b, c, leave };
};

describe("a broadcast", () => {
  test("is off until somebody switches it on", () => {
    const { broadcast, b } = three();
    broadcast.type("a", bytes("x"));
    expect(broadcast.getState()).toEqual({ isOn: false, why: "never" });
    expect(b.got).toEqual([]);
  });

  test("gives what is typed into one to all the others, once", () => {
    const { broadcast, a, b, c } = three();
    broadcast.turnOn();
    broadcast.type("a", bytes("ls\r"));
    expect([a.got, b.got, c.got]).toEqual([[], ["ls\r"], ["ls\r"]]);
  });

  test("leaves out who was not connected when it was switched on", () => {
    const { broadcast, a, b, c } = three();
    c.setConnected(false);
    broadcast.turnOn();
    expect(broadcast.getState()).toEqual({ isOn: true, to: ["a", "b"] });
    broadcast.type("c", bytes("x"));
    broadcast.type("a", bytes("y"));
    expect([a.got, b.got, c.got]).toEqual([[], ["y"], []]);
  });

  test("says whom it would go to, in one array until that changes", () => {
    const { broadcast, c } = three();
    const before = broadcast.getConnected();
    expect(before).toEqual(["a", "b", "c"]);
    c.setConnected(true);
    expect(broadcast.getConnected()).toBe(before);
    c.setConnected(false);
    expect(broadcast.getConnected()).toEqual(["a", "b"]);
  });

  test("needs two", () => {
    const { broadcast, b, c } = three();
    b.setConnected(false);
    c.setConnected(false);
    broadcast.turnOn();
    expect(broadcast.getState().isOn).toBe(false);
  });

  test.each([
    ["one joins", ({ broadcast }: ReturnType<typeof three>) => broadcast.join("d", consoleOf().member), "set-changed"],
    ["one leaves", ({ leave }: ReturnType<typeof three>) => leave[1]?.(), "set-changed"],
    ["one breaks", ({ b }: ReturnType<typeof three>) => b.setConnected(false), "connection-changed"],
    [
      "it is nobody's wish any more",
      ({ broadcast }: ReturnType<typeof three>) => broadcast.turnOff("by-person"),
      "by-person",
    ],
    ["nobody sees it", ({ broadcast }: ReturnType<typeof three>) => broadcast.turnOff("hidden"), "hidden"],
  ])("is off when %s", (_name, act, why) => {
    const all = three();
    all.broadcast.turnOn();
    act(all);
    expect(all.broadcast.getState()).toEqual({ isOn: false, why });
    all.broadcast.type("a", bytes("rm -rf\r"));
    expect(all.c.got).toEqual([]);
  });

  test("stays off when a connection comes back", () => {
    const { broadcast, b } = three();
    broadcast.turnOn();
    b.setConnected(false);
    b.setConnected(true);
    expect(broadcast.getState().isOn).toBe(false);
  });

  test("goes off when one of them does not get it", () => {
    const broadcast = new Broadcast();
    const deaf = consoleOf({ sends: false });
    broadcast.join("a", consoleOf().member);
    broadcast.join("b", deaf.member);
    broadcast.turnOn();
    broadcast.type("a", bytes("x"));
    expect(broadcast.getState()).toEqual({ isOn: false, why: "connection-changed" });
  });

  test("a console that was taken in anew is not taken out by its former self", () => {
    const broadcast = new Broadcast();
    const leave = broadcast.join("a", consoleOf().member);
    broadcast.join("a", consoleOf().member);
    broadcast.join("b", consoleOf().member);
    leave();
    broadcast.turnOn();
    expect(broadcast.getState()).toEqual({ isOn: true, to: ["a", "b"] });
  });
});
