import { useNow } from "next-intl";
import { useSyncExternalStore } from "react";

const everyMs = 10_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

const listen = (listener: () => void) => {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, everyMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
};

const read = () => {
  if (tick === 0) tick = Date.now();
  return tick;
};

/** The time, moving every ten seconds; one timer for the page. The first client render repeats the server's time. */
export const useTick = (): number => {
  const serverNow = useNow().getTime();
  return useSyncExternalStore(listen, read, () => serverNow);
};
