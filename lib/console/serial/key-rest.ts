/** Whoever was typing when the line ended is not done typing: keys count only after so long without one. */
export const restMs = 1000;

type Pressed = { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean };

const others = new Set(["Tab", "Escape", "Shift", "Control", "Alt", "Meta", "CapsLock", "AltGraph"]);

/** Whether a key says "open it again": not one that moves the focus, ends a dialog, or belongs to the browser. */
export const isWishToReconnect = ({ key, ctrlKey, altKey, metaKey }: Pressed): boolean =>
  !others.has(key) && !ctrlKey && !altKey && !metaKey;
