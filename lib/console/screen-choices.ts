/** How a screen stands in its window: made to fit, pixel by pixel, or the guest is asked for the window's size. */
export const screenViews = ["fit", "actual", "remote"] as const;
export type ScreenView = (typeof screenViews)[number];

/**
 * What noVNC asks for. Less quality makes pictures coarser only where the platform allows pictures that lose detail (QEMU's `lossy`, off at
 * KubeVirt); more compression always makes them smaller, and costs the node.
 */
export const screenQualities = {
  sharp: { quality: 9, compression: 1 },
  balanced: { quality: 6, compression: 2 },
  low: { quality: 2, compression: 9 },
} as const;
export type ScreenQuality = keyof typeof screenQualities;
// Object.keys of a literal are exactly its keys.
export const screenQualityNames = Object.keys(screenQualities) as ScreenQuality[];
