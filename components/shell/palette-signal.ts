const wanted = "porthole:palette";

/** Somebody asks for the palette with the pointer; the shell has it. */
export const openPalette = (): void => void dispatchEvent(new Event(wanted));

export const onPaletteWanted = (listener: () => void): (() => void) => {
  addEventListener(wanted, listener);
  return () => removeEventListener(wanted, listener);
};
