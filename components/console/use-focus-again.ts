import { type RefObject, useEffect, useLayoutEffect, useRef } from "react";
import type { SerialHandle, VncHandle } from "./consoles.ts";

type FocusAgain = {
  handle: VncHandle | SerialHandle;
  isConnected: boolean;
  /** A window of its own takes the keyboard whenever the guest is there; a part of a page only gives back what it had. */
  takesKeyboard: boolean;
  toolbar: RefObject<HTMLElement | null>;
};

/** Gives the keyboard back to a console that had it before a break, unless the person has gone elsewhere meanwhile. */
export const useFocusAgain = ({ handle, isConnected, takesKeyboard, toolbar }: FocusAgain): void => {
  const had = useRef(false);
  // Before the browser takes the focus out of what is inert now.
  useLayoutEffect(() => {
    if (!isConnected) return;
    return () => {
      had.current = handle.hasFocus;
    };
  }, [isConnected, handle]);
  useEffect(() => {
    if (!isConnected) return;
    const isNowhere = document.activeElement === document.body;
    if (takesKeyboard ? !toolbar.current?.contains(document.activeElement) : had.current && isNowhere)
      handle.viewer?.focus();
    had.current = false;
  }, [isConnected, takesKeyboard, handle, toolbar]);
};
