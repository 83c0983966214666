import { scanCodes } from "./scan-codes.ts";
import type { Screen } from "./screen.ts";

const shifts = new Set([0xffe1, 0xffe2]);
const isCapital = (symbol: number): boolean => symbol >= 0x41 && symbol <= 0x5a;
const isSmall = (symbol: number): boolean => symbol >= 0x61 && symbol <= 0x7a;

/** The keys of one client as QEMU's VNC server hands them on: nothing stays down when it leaves, and Caps Lock follows it (ui/vnc.c). */
export const createRfbKeys = (screen: Screen) => {
  const down = new Map<string, [symbol: number, scanCode: number | undefined]>();

  /** A letter that does not fit Shift and the guest's Caps Lock: the lock is tapped first. */
  const syncCapsLock = (symbol: number): void => {
    if (!isCapital(symbol) && !isSmall(symbol)) return;
    const isShiftDown = [...down.values()].some(([held]) => shifts.has(held));
    if ((isCapital(symbol) !== isShiftDown) === screen.isCapsLocked()) return;
    for (const isDown of [true, false]) screen.key(0xffe5, isDown, scanCodes.capsLock);
  };
  return {
    key: (symbol: number, isDown: boolean, scanCode?: number): void => {
      const name = scanCode === undefined ? `symbol ${symbol}` : `scan code ${scanCode}`;
      if (isDown && scanCode !== undefined) syncCapsLock(symbol);
      if (isDown) down.set(name, [symbol, scanCode]);
      else down.delete(name);
      screen.key(symbol, isDown, scanCode);
    },
    release: (): void => {
      for (const [symbol, scanCode] of down.values()) screen.key(symbol, false, scanCode);
      down.clear();
    },
  };
};
