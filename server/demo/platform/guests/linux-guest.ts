import { createBoot } from "./linux-boot.ts";
import type { Effect } from "./linux-commands.ts";
import { createLogin } from "./linux-login.ts";
import { createShell } from "./linux-shell.ts";
import type { LinuxFacts, Machine } from "./machine.ts";
import type { Tty } from "./tty.ts";

/** Boots a Linux on a terminal: boot log, login, shell, and login again after it. `name` is the device's (`ttyS0`). */
export const bootLinux = (machine: Machine<LinuxFacts>, tty: Tty, name: string): void => {
  // The kernel's own terminal knows how large it is; nobody told a serial line.
  const size = name === "ttyS0" ? { columns: 80, rows: 24 } : { columns: 128, rows: 48 };
  const login = (): void => {
    tty.run((handle) => createLogin(machine, handle, name, shell));
  };
  const onEffect = (effect: Effect): void => {
    if (effect === "logout") login();
    else if (effect === "reboot") machine.reboot();
    else machine.powerOff();
  };
  const shell = (user: string): void => {
    tty.run((handle) => createShell(machine, handle, user, size, onEffect));
  };
  tty.run((handle) => createBoot(machine, handle, login));
};
