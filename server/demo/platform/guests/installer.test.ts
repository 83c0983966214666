import { afterEach, expect, it } from "vitest";
import { createGuest, type Guest } from "./guest.ts";
import { operatingSystemOf } from "./operating-systems.ts";

const guests: Guest[] = [];
afterEach(() => {
  for (const guest of guests.splice(0)) guest.dispose();
});

const enter = 0xff0d;
const all = { x: 0, y: 0, width: 1024, height: 768 };

const guestOf = (preference: string, installer?: { title: string; onInstalled: () => void }, now = () => 0) => {
  const guest = createGuest({
    facts: {
      hostname: "fresh",
      system: operatingSystemOf(preference),
      address: "",
      mac: "02:00:00:00:00:01",
      cpus: 1,
      memoryMiB: 1024,
      diskGiB: 32,
    },
    switchedOnAtMs: 0,
    onPowerOff: () => {},
    installer,
    speed: 100,
    now,
  });
  guests.push(guest);
  return guest;
};
const picture = (guest: Guest) => Buffer.from(guest.screen.paint(all).buffer).toString("base64");

it("a blank Windows shows its installer until somebody goes through with it, on the same line", async () => {
  let installed = 0;
  const guest = guestOf("windows.2k25", { title: "some.iso", onInstalled: () => (installed += 1) });
  const system = picture(guestOf("windows.2k25"));
  expect(picture(guest)).not.toBe(system);
  let damages = 0;
  guest.screen.onDamage(() => (damages += 1));
  guest.screen.key(0x78, true);
  expect([installed, damages]).toEqual([0, 0]);
  guest.screen.key(enter, true);
  expect(installed).toBe(1);
  await expect.poll(() => picture(guest)).toBe(system);
  expect(damages).toBeGreaterThan(1);
  guest.reset();
  expect([installed, picture(guest)]).toEqual([1, system]);
});

it("a blank Linux says nothing on its serial line before it is installed, then boots from its disk", async () => {
  const guest = guestOf("debian", { title: "debian.iso", onInstalled: () => {} }, Date.now);
  let said = "";
  guest.serial.attach({
    write: (text) => {
      said += text;
      return true;
    },
  });
  guest.serial.input(Uint8Array.of(13));
  expect(said).toBe("");
  guest.screen.key(enter, true);
  await expect.poll(() => said).toContain("fresh login:");
});
