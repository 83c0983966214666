export type ScreenSize = { width: number; height: number };
export type Rectangle = ScreenSize & { x: number; y: number };

/** Why a screen is not shown: what it asks for is beyond what a page can hold, or is not RFB as it was agreed. */
export class ScreenRefusal extends Error {
  readonly why: "too-large" | "malformed";

  constructor(why: ScreenRefusal["why"], what: string) {
    super(what);
    this.why = why;
  }
}

/** 16 Mi pixels, e.g. 4096 × 4096 or 5120 × 2880: noVNC keeps each pixel twice, four bytes each, and as much again while it decodes. */
const mostPixels = 2 ** 24;
const longestSide = 8192;

export const checkScreenSize = ({ width, height }: ScreenSize): void => {
  if (width > longestSide || height > longestSide || width * height > mostPixels)
    throw new ScreenRefusal("too-large", `a screen of ${width} × ${height}`);
};

export const checkRectangle = ({ x, y, width, height }: Rectangle, screen: ScreenSize): void => {
  if (width === 0 || height === 0 || x + width > screen.width || y + height > screen.height)
    throw new ScreenRefusal("malformed", "a picture that is not on the screen");
};

/** How often one update may paint the screen over: a few bytes can paint all of it, and 65,535 of them come in one message. */
export const mostPaintedOver = 8;
/** A small screen may be painted by parts that overlap. */
export const alwaysPainted = 2 ** 20;

/** Updates that may come without having been asked for. RFB has none, but what is on its way when a viewer is slow is no attack. */
export const mostUnasked = 16;

/** A cursor larger than a hand. */
export const longestCursorSide = 256;
export const longestText = 2 ** 24;
export const longestName = 2 ** 16;

/** Zlib never makes data much longer than it is. */
export const checkPackedLength = (packed: number, unpacked: number): void => {
  if (packed > unpacked + unpacked / 100 + 65_536)
    throw new ScreenRefusal("malformed", "packed data longer than plain");
};
