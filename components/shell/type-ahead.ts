/** Longer than the slowest line takes to bring the part; who waits no longer presses Escape, and a part that is missing is told by `end`. */
const patienceMs = 60_000;

/** Keeps what is typed between asking for a field and its being there, so that no letter goes elsewhere or is lost. */
export const createTypeAhead = (now: () => number = Date.now) => {
  let text = "";
  let until = 0;
  return {
    begin: (): void => {
      text = "";
      until = now() + patienceMs;
    },
    get isWaiting(): boolean {
      return now() < until;
    },
    /** Whether the key is kept; then nobody else may have it. */
    take: ({
      key,
      ctrlKey,
      metaKey,
      altKey,
    }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): boolean => {
      if (now() >= until || ctrlKey || metaKey || altKey) return false;
      if (key === "Backspace") text = text.slice(0, -1);
      else if (key.length === 1) text += key;
      // Nothing to choose from yet, and the page below is not meant.
      else return key === "Enter" || key.startsWith("Arrow");
      return true;
    },
    /** The field is there, or nobody wants it any more: gives what was kept. */
    end: (): string => {
      until = 0;
      const kept = text;
      text = "";
      return kept;
    },
  };
};
