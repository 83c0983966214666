import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";

/** https://developer.mozilla.org/docs/Web/API/Keyboard: Chromium only, and not in TypeScript's DOM. */
type KeyboardLock = { lock?: () => Promise<void>; unlock?: () => void };
const keyboardLock = (): KeyboardLock | undefined =>
  // Every member is optional, so an absent API reads as one that offers nothing.
  (navigator as Navigator & { keyboard?: KeyboardLock }).keyboard;

const listen = (listener: () => void): (() => void) => {
  document.addEventListener("fullscreenchange", listener);
  return () => document.removeEventListener("fullscreenchange", listener);
};

/**
 * Fills the screen with an element; there, keys that the system keeps for itself go to the page where the browser can lock them. `isLocked`: they
 * do, Escape too, so that only holding it leaves.
 */
export const useFullscreen = (element: RefObject<HTMLElement | null>) => {
  const [isLocked, setLocked] = useState(false);
  const isFull = useSyncExternalStore(
    listen,
    () => document.fullscreenElement !== null && document.fullscreenElement === element.current,
    () => false,
  );
  // However it was left: by the button, by Escape or by the window.
  useEffect(() => {
    if (!isFull) return;
    return () => {
      keyboardLock()?.unlock?.();
      setLocked(false);
    };
  }, [isFull]);

  const toggle = async (): Promise<void> => {
    if (isFull) return void (await document.exitFullscreen());
    try {
      await element.current?.requestFullscreen({ navigationUI: "hide" });
      const lock = keyboardLock()?.lock;
      if (!lock) return;
      await lock.call(keyboardLock());
      setLocked(true);
    } catch {
      // A browser that refuses leaves everything as it is.
    }
  };
  return { isFull, isLocked, toggle };
};
