import { useEffect } from "react";

/**
 * Somebody was sent to this page for one thing, which the end of its address names (`#new-disk`): done once, as soon as the page can, and
 * the address is the page's own again.
 */
export const useArrival = (hash: `#${string}`, onArrive: () => void, isReady = true): void => {
  useEffect(() => {
    if (!isReady || location.hash !== hash) return;
    history.replaceState(history.state, "", location.pathname + location.search);
    onArrive();
  });
};
