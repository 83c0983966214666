/** Nothing that is known is called so much. */
const longest = 100;

/** The name among known ones that a person most likely meant: at most two letters away, or the same but for case and dashes. */
export const nearest = (name: string, known: readonly string[]): string | null => {
  if (name.length > longest) return null;
  const plain = (one: string) => one.toLowerCase().replaceAll(/[-\s]/g, "_");
  const same = known.find((one) => plain(one) === plain(name));
  if (same !== undefined) return same;
  // Two letters of three are another word.
  const most = Math.min(2, Math.floor(name.length / 3));
  let best: string | null = null;
  let least = most + 1;
  for (const one of known) {
    const far = distance(name, one, most);
    if (far < least) [best, least] = [one, far];
  }
  return best;
};

/** Levenshtein's; more than `most` is only known to be more. */
export const distance = (one: string, other: string, most: number): number => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (let column = 1; column <= other.length; column++) {
      const kept = (row[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
      next.push(Math.min(kept, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
};
