type Side = "below-start" | "below-end" | "above-center";

/** Puts a floating element (position: fixed) beside its anchor, flipped and shifted to stay in the window. */
export const place = (floating: HTMLElement, anchor: Element, side: Side): void => {
  const gap = 6;
  const edge = 8;
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = floating;
  const wantedLeft =
    side === "below-start" ? at.left : side === "below-end" ? at.right - width : at.left + at.width / 2 - width / 2;
  const above = at.top - gap - height;
  const below = at.bottom + gap;
  const fitsAbove = above >= edge;
  const fitsBelow = below + height <= innerHeight - edge;
  const top = side === "above-center" ? (fitsAbove ? above : below) : fitsBelow || !fitsAbove ? below : above;
  floating.style.left = `${Math.max(edge, Math.min(wantedLeft, innerWidth - width - edge))}px`;
  floating.style.top = `${Math.max(edge, Math.min(top, innerHeight - height - edge))}px`;
};
