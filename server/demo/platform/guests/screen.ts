export type Rect = { x: number; y: number; width: number; height: number };

/** What a graphics card shows, and where its keyboard and mouse are. */
export type Screen = {
  readonly width: number;
  readonly height: number;
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

export const screenSize = { width: 1024, height: 768 } as const;

/** The part of a region that lies on the screen. */
export const clip = ({ x, y, width, height }: Rect): Rect => {
  const left = Math.min(x, screenSize.width);
  const top = Math.min(y, screenSize.height);
  return {
    x: left,
    y: top,
    width: Math.max(0, Math.min(x + width, screenSize.width) - left),
    height: Math.max(0, Math.min(y + height, screenSize.height) - top),
  };
};
