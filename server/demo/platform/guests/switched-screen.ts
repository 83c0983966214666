import type { Screen } from "./screen.ts";

/** A screen on which something else is shown from some moment on: viewers stay connected. Both are of one size. */
export const createSwitchedScreen = (first: Screen) => {
  let shown = first;
  const listeners = new Map<(rect: Parameters<Screen["paint"]>[0]) => void, () => void>();
  const screen: Screen = {
    size: () => shown.size(),
    resize: (size) => shown.resize(size),
    paint: (rect) => shown.paint(rect),
    onDamage: (listener) => {
      listeners.set(listener, shown.onDamage(listener));
      return () => {
        listeners.get(listener)?.();
        listeners.delete(listener);
      };
    },
    key: (...pressed) => shown.key(...pressed),
    isCapsLocked: () => shown.isCapsLocked(),
    pointer: (...at) => shown.pointer(...at),
    dispose: () => shown.dispose(),
  };
  const show = (next: Screen): void => {
    for (const leave of listeners.values()) leave();
    shown.dispose();
    shown = next;
    for (const listener of listeners.keys()) {
      listeners.set(listener, shown.onDamage(listener));
      listener({ x: 0, y: 0, ...shown.size() });
    }
  };
  return { screen, show };
};
