/** Calls `tell` at once where it rested, then at most every `everyMs`, and always once more after the last wish. */
export const createPace = (everyMs: number, tell: () => void) => {
  let due: NodeJS.Timeout | null = null;
  let toldAt = Number.NEGATIVE_INFINITY;
  const after = (ms: number) => {
    due ??= setTimeout(() => {
      due = null;
      toldAt = performance.now();
      tell();
    }, ms).unref();
  };
  return {
    /** What comes within the first few milliseconds is told together. */
    soon: () => after(Math.max(5, toldAt + everyMs - performance.now())),
    /** For what can wait for others. */
    later: () => after(everyMs),
    dispose: () => {
      if (due) clearTimeout(due);
    },
  };
};
