import { createInstaller } from "./installer.ts";
import { createKeyboard } from "./keyboard.ts";
import { bootLinux } from "./linux-guest.ts";
import type { GuestFacts, LinuxFacts, Machine } from "./machine.ts";
import { createResizableScreen } from "./resizable-screen.ts";
import type { Screen } from "./screen.ts";
import { createSwitchedScreen } from "./switched-screen.ts";
import { createTextScreen } from "./text-screen.ts";
import { createTty, type Tty } from "./tty.ts";
import { createWindowsScreen } from "./windows-screen.ts";
import { createSpecialConsole } from "./windows-serial.ts";

/** A running guest: one machine with a serial port and a screen, two terminals of their own. */
export type Guest = {
  serial: Tty;
  screen: Screen;
  /** A paused guest shows what it showed and hears nothing. */
  setPaused: (isPaused: boolean) => void;
  /** The guest is asked to start anew: it ends its programs first. */
  reboot: () => void;
  /** The reset button: it starts anew at once. */
  reset: () => void;
  dispose: () => void;
};

export type GuestOptions = {
  facts: GuestFacts;
  /** When the machine was switched on: a guest that is first looked at later has booted long ago. */
  switchedOnAtMs: number;
  /** The guest switched itself off. */
  onPowerOff: () => void;
  /** Boots in the system's place until somebody has gone through with it. */
  installer?: { title: string; onInstalled: () => void } | undefined;
  /** How much faster than life it boots. */
  speed?: number;
  now?: () => number;
};

/** How long the last words of a guest stay readable. */
const goodbyeMs = 300;

const isLinux = (machine: Machine): machine is Machine<LinuxFacts> => machine.facts.system.family === "linux";

export const createGuest = ({
  facts,
  switchedOnAtMs,
  onPowerOff,
  installer,
  speed = 1,
  now = Date.now,
}: GuestOptions): Guest => {
  const serial = createTty();
  const display = createTty();
  let toInstall = installer;
  let bootedAtMs = switchedOnAtMs;
  let isPaused = false;
  let timer: NodeJS.Timeout | undefined;

  const lastWords = (text: string): void => {
    for (const tty of [serial, display]) {
      tty.run((handle) => ({ start: () => handle.print(`\r\n${text}\r\n`), key: () => {} }));
    }
  };
  const install = (title: string): void =>
    display.run((handle) =>
      createInstaller(title, handle, () => {
        toInstall?.onInstalled();
        toInstall = undefined;
        machine.reboot();
      }),
    );
  const boot = (): void => {
    if (toInstall) install(toInstall.title);
    else if (isLinux(machine)) {
      bootLinux(machine, serial, "ttyS0");
      bootLinux(machine, display, "tty1");
    } else serial.run((handle) => createSpecialConsole(machine, handle));
  };
  const startAnew = (): void => {
    bootedAtMs = now();
    machine.keyboard.reset();
    if (!toInstall && !isLinux(machine) && !hasOwnScreen) {
      hasOwnScreen = true;
      switched.show(createWindowsScreen(machine));
    }
    boot();
  };
  const machine: Machine = {
    facts,
    keyboard: createKeyboard(facts.system.family),
    disk: new Map(),
    now,
    bootedAtMs: () => bootedAtMs,
    speed,
    reboot: () => {
      lastWords("[\u001b[0;32m  OK  \u001b[0m] Reached target reboot.target - System Reboot.");
      clearTimeout(timer);
      timer = setTimeout(startAnew, goodbyeMs / speed).unref();
    },
    powerOff: () => {
      lastWords("[\u001b[0;32m  OK  \u001b[0m] Reached target poweroff.target - System Power Off.");
      clearTimeout(timer);
      timer = setTimeout(onPowerOff, goodbyeMs / speed).unref();
    },
  };
  // An installer writes text; Windows draws.
  let hasOwnScreen = isLinux(machine) || !installer;
  const text = () => createTextScreen(display, machine.keyboard, machine.reboot);
  const switched = createSwitchedScreen(
    isLinux(machine) ? createResizableScreen(text()) : installer ? text() : createWindowsScreen(machine),
  );
  const { screen } = switched;
  boot();

  return {
    serial: { ...serial, input: (bytes) => !isPaused && serial.input(bytes) },
    screen: { ...screen, key: (symbol, isDown, scanCode) => !isPaused && screen.key(symbol, isDown, scanCode) },
    setPaused: (next) => {
      isPaused = next;
    },
    reboot: machine.reboot,
    reset: () => {
      clearTimeout(timer);
      startAnew();
    },
    dispose: () => {
      clearTimeout(timer);
      screen.dispose();
      serial.dispose();
      display.dispose();
    },
  };
};
