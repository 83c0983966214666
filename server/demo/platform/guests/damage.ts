import { clip, type Rect, screenSize } from "./screen.ts";

const bandHeight = 16;

/** What a client has not seen yet, kept as one span for each 16 lines of the screen. */
export const createDamage = () => {
  const bands = Math.ceil(screenSize.height / bandHeight);
  const from = new Int32Array(bands).fill(screenSize.width);
  const to = new Int32Array(bands);

  return {
    add: (rect: Rect): void => {
      const { x, y, width, height } = clip(rect);
      if (width === 0 || height === 0) return;
      for (let band = Math.floor(y / bandHeight); band * bandHeight < y + height; band += 1) {
        from[band] = Math.min(from[band] ?? 0, x);
        to[band] = Math.max(to[band] ?? 0, x + width);
      }
    },
    /** Takes what has changed inside a region; neighbouring bands of one width come as one rectangle. */
    take: (region: Rect): Rect[] => {
      const { y, height } = clip(region);
      const rects: Rect[] = [];
      for (let band = Math.floor(y / bandHeight); band < bands && band * bandHeight < y + height; band += 1) {
        const [x, end] = [from[band] ?? 0, to[band] ?? 0];
        if (end <= x) continue;
        from[band] = screenSize.width;
        to[band] = 0;
        const last = rects.at(-1);
        const top = band * bandHeight;
        if (last && last.x === x && last.width === end - x && last.y + last.height === top) last.height += bandHeight;
        else rects.push({ x, y: top, width: end - x, height: bandHeight });
      }
      return rects;
    },
  };
};
