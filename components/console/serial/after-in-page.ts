/** Calls back after a while; the answer takes it back. */
export const afterInPage = (ms: number, callback: () => void): (() => void) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
