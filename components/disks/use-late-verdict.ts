import { useEffect, useRef } from "react";

const againMs = 3_000;
const most = 12;

/** What the platform makes of a change comes some seconds after it took it, and nothing tells: it is read again for a while. */
export const useLateVerdict = (isWaiting: boolean, read: () => void): void => {
  const reading = useRef(read);
  useEffect(() => {
    reading.current = read;
  });
  useEffect(() => {
    if (!isWaiting) return;
    let tries = 0;
    const timer = setInterval(() => {
      if (++tries > most) clearInterval(timer);
      else reading.current();
    }, againMs);
    return () => clearInterval(timer);
  }, [isWaiting]);
};
