/** Numbers of RFC 6143 and of https://github.com/rfbproto/rfbproto, as far as a screen of QEMU sends them. */
export const encodings = {
  raw: 0,
  copyRect: 1,
  hextile: 5,
  tight: 7,
  zrle: 16,
  desktopSize: -223,
  lastRect: -224,
  cursor: -239,
  pointerChange: -257,
  qemuExtendedKey: -258,
  qemuLed: -261,
  extendedDesktopSize: -308,
  extendedMouseButtons: -316,
} as const;

const known: ReadonlySet<number> = new Set(Object.values(encodings));

const isBetween = (code: number, least: number, most: number): boolean => code >= least && code <= most;

/**
 * Whether a viewer may ask for it. What it may not ask for the guard cannot measure or nobody wants: the guest's clipboard and name, fences,
 * updates that nobody asked for, pictures of a length that only their decoder knows. Qualities and compressions are −32…−23 and −256…−247.
 */
export const mayBeAskedFor = (code: number): boolean =>
  known.has(code) || isBetween(code, -32, -23) || isBetween(code, -256, -247);
