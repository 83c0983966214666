import { expect, test } from "vitest";
import { BootWatch } from "./boot-watch.ts";
import type { KeptBoots } from "./kept.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A watch whose clock and store are the test's. */
const watched = (machine: string, kept: { boots: KeptBoots } = { boots: [] }) => {
  let nowMs = 0;
  let told = 0;
  const watch = new BootWatch({
    machine,
    nowMs: () => nowMs,
    store: {
      read: () => kept.boots,
      write: (boots) => {
        kept.boots = boots;
      },
    },
  });
  watch.subscribe(() => {
    told += 1;
  });
  const at = (ms: number, act: () => void): void => {
    nowMs = ms;
    act();
  };
  return { watch, at, kept, told: () => told };
};

const boot = ({ watch, at }: Pick<ReturnType<typeof watched>, "watch" | "at">, fromMs: number): void => {
  at(fromMs, () => watch.ask());
  at(fromMs + 100, () => watch.see({ state: "starting" }));
  at(fromMs + 200, () => watch.see({ state: "running" }));
  at(fromMs + 300, () => watch.hear(encode("[    0.000000] Linux version 6.8.0\r\n")));
  at(fromMs + 900, () => watch.hear(encode("web-01 login: ")));
};

test("what the platform and the guest say is one timeline, told as it grows", () => {
  const one = watched("acme/web");
  one.watch.see({ state: "stopped" });
  boot(one, 1000);
  expect(one.watch.getSnapshot().boot?.marks).toEqual([
    { stage: "asked", atMs: 1000 },
    { stage: "placing", atMs: 1100 },
    { stage: "running", atMs: 1200 },
    { stage: "kernel", atMs: 1300 },
    { stage: "login", atMs: 1900 },
  ]);
  expect(one.told()).toBe(5);
  // Whoever draws it compares by identity.
  expect(one.watch.getSnapshot()).toBe(one.watch.getSnapshot());
  one.watch.see({ state: "running" });
  one.watch.hear(encode("\r\nweb-01 login: "));
  expect(one.told()).toBe(5);
});

test("a boot is compared with those before it, of the same machine only", () => {
  const one = watched("acme/web");
  boot(one, 0);
  expect(one.watch.getSnapshot().earlier).toEqual([]);
  one.watch.see({ state: "stopping" });
  one.watch.see({ state: "stopped" });
  boot(one, 10_000);
  expect(one.watch.getSnapshot().earlier).toHaveLength(1);
  expect(watched("acme/db", one.kept).watch.getSnapshot().earlier).toEqual([]);
  expect(watched("acme/web", one.kept).watch.getSnapshot().earlier).toHaveLength(2);
});

test("nothing of what a guest says is kept", () => {
  const one = watched("acme/web");
  boot(one, 0);
  expect(JSON.stringify(one.kept.boots)).not.toMatch(/Linux|6\.8|web-01/);
});

test("a start that was refused leaves nothing", () => {
  const { watch } = watched("acme/web");
  watch.see({ state: "stopped" });
  watch.ask();
  watch.refuse();
  expect(watch.getSnapshot().boot).toBeNull();
});
