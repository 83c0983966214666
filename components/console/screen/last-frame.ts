/** A copy of what a canvas shows, laid where it was: noVNC takes its own canvas away when a connection ends. Null where there is nothing to show. */
export const lastFrame = (canvas: HTMLCanvasElement, isScaled: boolean): HTMLCanvasElement | null => {
  if (canvas.width === 0 || canvas.height === 0) return null;
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext("2d")?.drawImage(canvas, 0, 0);
  copy.setAttribute("aria-hidden", "true");
  copy.dataset.frame = "last";
  Object.assign(copy.style, {
    position: "absolute",
    inset: "0",
    width: "100%",
    height: "100%",
    objectFit: isScaled ? "contain" : "none",
    pointerEvents: "none",
  });
  return copy;
};
