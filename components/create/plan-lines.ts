import { masked } from "./masked.ts";

/** More than a machine's text has; twenty of them with long user data have more than a page can draw while somebody types. */
const mostLines = 2000;

/** A text as it is shown: so many lines of it, how many are left, and whether the values of headers are covered in them. */
export const shownPart = (text: string, headers: readonly string[]) => {
  const all = text.split("\n");
  const part = all.slice(0, mostLines).join("\n");
  const shown = masked(part, headers);
  return { shown, left: Math.max(0, all.length - mostLines), isMasked: shown !== part };
};
