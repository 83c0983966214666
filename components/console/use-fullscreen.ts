import { type RefObject, useSyncExternalStore } from "react";

/** https://developer.mozilla.org/docs/Web/API/Keyboard: Chromium only, and not in TypeScript's DOM. */
type KeyboardLock = { lock?: () => Promise<void>; unlock?: () => void };
const keyboardLock = (): KeyboardLock | undefined =>
  // Every member is optional, so an absent API reads as one that offers nothing.
  (navigator as Navigator & { keyboard?: KeyboardLock }).keyboard;

const listen = (listener: () => void): (() => void) => {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
};

/** Fills the screen with an element; there, keys that the system keeps for itself go to the page where the browser can lock them. */
export const useFullscreen = (element: RefObject<HTMLElement | null>) => {
  const isFull = useSyncExternalStore(
    listen,
    () => document.fullscreenElement !== null && document.fullscreenElement === element.current,
    () => false,
  );
  const toggle = async (): Promise<void> => {
    if (isFull) {
      keyboardLock()?.unlock?.();
      await document.exitFullscreen();
      return;
    }
    try {
      await element.current?.requestFullscreen({ navigationUI: "hide" });
      await keyboardLock()?.lock?.();
    } catch {
      // A browser that refuses leaves everything as it is.
    }
  };
  return { isFull, toggle };
};
