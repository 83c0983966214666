import type { ISearchOptions, SearchAddon } from "@xterm/addon-search";

export type Finding = {
  /** Counted from 0; -1 where the terminal stopped counting before it. */
  index: number;
  count: number;
};

export type Sought = { text: string; regex: boolean; caseSensitive: boolean };

/** xterm.js counts and marks so many, no more. */
export const mostFindings = 1000;

/** As xterm.js wants them: six digits. They are seen on all of the terminal's themes. */
const marks: ISearchOptions["decorations"] = {
  matchBackground: "#6b5a16",
  matchOverviewRuler: "#c9a227",
  activeMatchBackground: "#b8860b",
  activeMatchBorder: "#ffd75f",
  activeMatchColorOverviewRuler: "#ffd75f",
};

/** Whether the words can be sought: a regular expression may be wrong, or not yet whole. */
export const canSeek = ({ text, regex }: Sought): boolean => {
  if (!regex) return true;
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
};

/** Marks what is found and goes to the next one; `typing`: to the one nearest to where it stands, as the words grow. */
export const findText = (search: SearchAddon, sought: Sought, direction: "next" | "previous" | "typing"): void => {
  // It counts anew only for other words, not for the same ones under another option: without marks it does.
  if (direction === "typing") search.clearDecorations();
  if (sought.text === "" || !canSeek(sought)) return;
  const options = { regex: sought.regex, caseSensitive: sought.caseSensitive, decorations: marks };
  if (direction === "previous") search.findPrevious(sought.text, options);
  else search.findNext(sought.text, { ...options, incremental: direction === "typing" });
};
