import { createGuest, type GuestOptions } from "./guest.ts";
import type { Line, LineEnd } from "./line.ts";
import { encodePng } from "./png.ts";
import { createRfbSession } from "./rfb-session.ts";
import type { Screen } from "./screen.ts";

/** What runs in a machine, as the platform deals with it: a simulated guest, or a real one (../qemu). */
export type RunningGuest = {
  /** RFB, from its first byte on. */
  openScreen: (end: LineEnd) => Line;
  /** The serial line's bytes from now on, no history. */
  openSerial: (end: LineEnd) => Line;
  /** PNG of what the screen shows. */
  picture: () => Promise<Buffer>;
  /** A paused guest shows what it showed and hears nothing. */
  setPaused: (isPaused: boolean) => void;
  /** The guest is asked to start anew: it ends its programs first. */
  reboot: () => void;
  /** The reset button: it starts anew at once. */
  reset: () => void;
  /** The power button: the guest is asked to end. A simulated one ends with its instance, whatever it was doing. */
  shutDown?: () => void;
  dispose: () => void;
};

/** A screen that lies about its size; there is nothing to draw on it. */
const hugeScreen = (screen: Screen): Screen => ({
  ...screen,
  size: () => ({ width: 65_535, height: 65_535 }),
  paint: () => new Uint32Array(),
});

/** A guest of our own making behind that: its terminal and pictures become bytes. */
export const simulateGuest = (
  options: GuestOptions & { takesScanCodes: boolean; hasTablet: boolean; isHuge: boolean },
): RunningGuest => {
  const { serial, screen, setPaused, reboot, reset, dispose } = createGuest(options);
  return {
    openScreen: (end) =>
      createRfbSession(
        options.isHuge ? hugeScreen(screen) : screen,
        options.facts.hostname,
        end,
        options.takesScanCodes,
        options.hasTablet,
      ),
    openSerial: (end) => {
      const detach = serial.attach({ write: (text) => end.write(Buffer.from(text)) });
      return { receive: serial.input, resume: serial.resume, dispose: detach };
    },
    picture: async () => {
      const { width, height } = screen.size();
      return encodePng(width, height, screen.paint({ x: 0, y: 0, width, height }));
    },
    setPaused,
    reboot,
    reset,
    dispose,
  };
};
