import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { GuestFacts } from "../guests/machine.ts";
import type { RunningGuest } from "../guests/running-guest.ts";
import { startQemu } from "./qemu-process.ts";
import { openSocketLine } from "./socket-line.ts";

export type RealGuestsOptions = {
  /** The folder of the guest that ../../guest-image made. */
  image: string;
  /** So many machines are real at a time: each takes some 250 MiB. */
  most: number;
};

type Start = {
  facts: GuestFacts;
  /** The guest switched itself off. */
  onPowerOff: () => void;
  onError: (error: unknown) => void;
};

/** Undefined where this machine has no real one: it is no Linux, or all places are taken. */
export type StartRealGuest = (start: Start) => RunningGuest | undefined;

/** Machines as processes of QEMU, up to a number of them. */
export const createRealGuests = ({ image, most }: RealGuestsOptions): StartRealGuest => {
  let count = 0;
  return (start) => {
    if (start.facts.system.family !== "linux" || count >= most) return undefined;
    count += 1;
    return runGuest(image, start, () => {
      count -= 1;
    });
  };
};

const runGuest = (image: string, { facts, onPowerOff, onError }: Start, onGone: () => void): RunningGuest => {
  let isDisposed = false;
  let startsAnew = false;
  let isPaused = false;
  let pictures = 0;
  const order = (command: string): void => {
    qemu.ready
      .then(() => qemu.execute(command))
      .catch((error: unknown) => {
        if (!isDisposed) onError(error);
      });
  };
  /** A guest that ended has stopped its processor: it is thrown away, or started anew where that was the point of it (as libvirt does). */
  const onShutdown = (): void => {
    if (startsAnew) {
      startsAnew = false;
      order("system_reset");
      order("cont");
    } else order("quit");
  };
  const qemu = startQemu({
    image,
    hostname: facts.hostname,
    onEvent: ({ name, isOfGuest }) => {
      if (name === "SHUTDOWN" && isOfGuest) onShutdown();
    },
    onExit: (trouble) => {
      onGone();
      if (isDisposed) return;
      if (trouble) onError(new Error(trouble));
      onPowerOff();
    },
  });
  qemu.ready.catch(() => {});

  return {
    openScreen: (end) => openSocketLine(qemu.screenPath, qemu.ready, end),
    openSerial: (end) => openSocketLine(qemu.serialPath, qemu.ready, end),
    picture: async () => {
      await qemu.ready;
      pictures += 1;
      const filename = join(qemu.folder, `picture-${pictures}.png`);
      await qemu.execute("screendump", { filename, format: "png" });
      return readFile(filename);
    },
    setPaused: (next) => {
      if (next !== isPaused) order(next ? "stop" : "cont");
      isPaused = next;
    },
    reboot: () => {
      startsAnew = true;
      order("system_powerdown");
    },
    reset: () => order("system_reset"),
    shutDown: () => {
      startsAnew = false;
      order("system_powerdown");
    },
    dispose: () => {
      isDisposed = true;
      qemu.kill();
    },
  };
};
