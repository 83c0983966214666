import { clip, largestScreen, type Rect, type Size } from "./screen.ts";

const bandHeight = 16;

/** What a client has not seen yet, kept as one span for each 16 lines of the screen. */
export const createDamage = (size: () => Size) => {
  const bands = Math.ceil(largestScreen.height / bandHeight);
  const from = new Int32Array(bands).fill(largestScreen.width);
  const to = new Int32Array(bands);

  return {
    add: (rect: Rect): void => {
      const { x, y, width, height } = clip(rect, size());
      if (width === 0 || height === 0) return;
      for (let band = Math.floor(y / bandHeight); band * bandHeight < y + height; band += 1) {
        from[band] = Math.min(from[band] ?? 0, x);
        to[band] = Math.max(to[band] ?? 0, x + width);
      }
    },
    /** Takes what has changed inside a region; neighbouring bands of one width come as one rectangle. */
    take: (region: Rect): Rect[] => {
      const { y, height } = clip(region, size());
      const rects: Rect[] = [];
      for (let band = Math.floor(y / bandHeight); band < bands && band * bandHeight < y + height; band += 1) {
        const [x, end] = [from[band] ?? 0, to[band] ?? 0];
        if (end <= x) continue;
        from[band] = largestScreen.width;
        to[band] = 0;
        const last = rects.at(-1);
        const top = band * bandHeight;
        if (last && last.x === x && last.width === end - x && last.y + last.height === top) last.height += bandHeight;
        else rects.push({ x, y: top, width: end - x, height: bandHeight });
      }
      // The last band may reach below the screen, and what was noted before it shrank beyond it.
      return rects.map((rect) => clip(rect, size())).filter(({ width, height }) => width > 0 && height > 0);
    },
  };
};
