export type Size = { width: number; height: number };
export type Rect = Size & { x: number; y: number };

/** What a graphics card shows, and where its keyboard and mouse are. */
export type Screen = {
  size: () => Size;
  /** Asks for another size; false: it keeps its own. */
  resize: (size: Size) => boolean;
  /** The colours of a region, 0xRRGGBB, row by row. */
  paint: (rect: Rect) => Uint32Array;
  /** Called with what looks different now. Returns the way out. */
  onDamage: (listener: (rect: Rect) => void) => () => void;
  /** `scanCode` (set 1, bit 7 for the prefix e0) where the client sent one: then the guest's keymap counts, not the keysym. */
  key: (keysym: number, isDown: boolean, scanCode?: number) => void;
  /** What the guest's keyboard light says. */
  isCapsLocked: () => boolean;
  pointer: (x: number, y: number, buttons: number) => void;
  dispose: () => void;
};

/** What every screen has when it is switched on. */
export const screenSize = { width: 1024, height: 768 } as const;
/** The memory of the card holds no more, as VNC's own limit in QEMU. */
export const largestScreen = { width: 2560, height: 2048 } as const;

/** The part of a region that lies on the screen. */
export const clip = ({ x, y, width, height }: Rect, screen: Size): Rect => {
  const left = Math.min(x, screen.width);
  const top = Math.min(y, screen.height);
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(x + width, screen.width) - left),
    height: Math.max(0, Math.min(y + height, screen.height) - top),
  };
};
