import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and in the first client render, true afterwards: for what only the browser knows, such as the time zone. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
