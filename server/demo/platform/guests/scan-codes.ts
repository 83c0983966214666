/** X11's keysym of the keys that are the same on every keyboard, by scan code of set 1; bit 7 stands for the prefix e0, as QEMU's message has it. */
const symbols: Record<number, number> = {
  1: 0xff1b, // Escape
  14: 0xff08, // BackSpace
  15: 0xff09, // Tab
  28: 0xff0d, // Return
  29: 0xffe3, // Control_L
  42: 0xffe1, // Shift_L
  54: 0xffe2, // Shift_R
  56: 0xffe9, // Alt_L
  58: 0xffe5, // Caps_Lock
  66: 0xffc5, // F8
  84: 0xff15, // Sys_Req
  156: 0xff8d, // KP_Enter
  157: 0xffe4, // Control_R
  184: 0xfe03, // ISO_Level3_Shift
  199: 0xff50, // Home
  200: 0xff52, // Up
  203: 0xff51, // Left
  205: 0xff53, // Right
  207: 0xff57, // End
  208: 0xff54, // Down
  211: 0xffff, // Delete
  219: 0xffeb, // Super_L
  220: 0xffec, // Super_R
};

export const symbolOf = (scanCode: number): number | undefined => symbols[scanCode];

const inRange = (scanCode: number, first: number, last: number): boolean => scanCode >= first && scanCode <= last;

export const scanCodes = {
  capsLock: 0x3a,
  /** Whether the keymap says what the key writes; a keypad's keys are as the keysym says. */
  writes: (scanCode: number): boolean =>
    inRange(scanCode, 0x02, 0x0d) ||
    inRange(scanCode, 0x10, 0x1b) ||
    inRange(scanCode, 0x1e, 0x29) ||
    inRange(scanCode, 0x2b, 0x35) ||
    scanCode === 0x39 ||
    scanCode === 0x56,
} as const;
