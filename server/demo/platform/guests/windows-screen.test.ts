import { afterEach, expect, it } from "vitest";
import { createGuest, type Guest } from "./guest.ts";
import { operatingSystemOf } from "./operating-systems.ts";

const guests: Guest[] = [];
afterEach(() => {
  for (const guest of guests.splice(0)) guest.dispose();
});

const [control, leftAlt, deleteKey, space, leftSuper, f8] = [0x1d, 0x38, 0xd3, 0x39, 0xdb, 0x42];

/** A guest that asks for the password, and its field once it shows what was typed. */
const signingIn = () => {
  const guest = createGuest({
    facts: {
      hostname: "win-01",
      system: operatingSystemOf("windows.2k22"),
      address: "",
      mac: "02:00:00:00:00:01",
      cpus: 1,
      memoryMiB: 1024,
      diskGiB: 10,
    },
    switchedOnAtMs: 0,
    onPowerOff: () => {},
    now: () => 0,
  });
  guests.push(guest);
  const { screen } = guest;
  const strike = (...scanCodes: number[]): void => {
    for (const scanCode of scanCodes) screen.key(0, true, scanCode);
    for (const scanCode of scanCodes.toReversed()) screen.key(0, false, scanCode);
  };
  strike(control, leftAlt, deleteKey);
  const field = () => Buffer.from(screen.paint({ x: 352, y: 360, width: 320, height: 36 }).buffer).toString("base64");
  const write = (text: string): void => {
    for (const character of text) screen.key(character.codePointAt(0) ?? 0, true);
  };
  return { strike, write, field };
};

it("shows dots, and what was typed at Alt and F8", () => {
  const [one, other] = [signingIn(), signingIn()];
  one.write("abc");
  other.write("xyz");
  expect(one.field()).toBe(other.field());
  one.strike(leftAlt, f8);
  other.strike(leftAlt, f8);
  expect(one.field()).not.toBe(other.field());
});

it("reads the next of Windows' own layouts after Win and Space", () => {
  const [typed, meant] = [signingIn(), signingIn()];
  // From en-us over en-gb to de-ch: Y is Z there, and AltGr with the key beside Backspace, then N, is a dead tilde.
  typed.strike(leftSuper, space);
  typed.strike(leftSuper, space);
  for (const keys of [[0x15], [0x2a, 0x28], [0xb8, 0x0d], [0x31], [leftAlt, f8]]) typed.strike(...keys);
  meant.write("zàñ");
  meant.strike(leftAlt, f8);
  expect(typed.field()).toBe(meant.field());
  const other = signingIn();
  other.write("yàñ");
  other.strike(leftAlt, f8);
  expect(typed.field()).not.toBe(other.field());
});
