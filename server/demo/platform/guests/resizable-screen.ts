import { clip, largestScreen, type Screen, type Size, screenSize } from "./screen.ts";

/** A card that takes the size its viewer asks for (virtio-gpu does): what the guest draws stays in the corner, the rest is black. */
export const createResizableScreen = (inner: Screen): Screen => {
  let size: Size = { ...screenSize };
  return {
    ...inner,
    size: () => size,
    resize: (wanted) => {
      if (wanted.width < 1 || wanted.height < 1) return false;
      if (wanted.width > largestScreen.width || wanted.height > largestScreen.height) return false;
      size = wanted;
      return true;
    },
    paint: (region) => {
      const pixels = new Uint32Array(region.width * region.height);
      const part = clip(region, inner.size());
      if (part.width === 0 || part.height === 0) return pixels;
      const drawn = inner.paint(part);
      for (let row = 0; row < part.height; row += 1)
        pixels.set(drawn.subarray(row * part.width, (row + 1) * part.width), row * region.width);
      return pixels;
    },
  };
};
