/** The most that is typed into a field with a pattern of the cluster's; `isSafePattern` counts on it. */
export const patternTextLimit = 253;

const longest = 500;
/** Tries, as powers of a text's length. */
const mostTries = 3;
/** A choice of two, in the same powers: 253 is nearly 2⁸. */
const choice = 1 / 8;

/**
 * Whether a pattern can be tried on a text of `patternTextLimit` characters in no time, whatever the text: no repeated group in which
 * something else repeats or differs, no reference, and few repetitions altogether. What is refused here the platform checks itself.
 */
export const isSafePattern = (pattern: string): boolean => {
  if (pattern.length > longest || /\\[1-9k]|\(\?(?!:)/.test(pattern)) return false;
  try {
    new RegExp(pattern, "u");
  } catch {
    return false;
  }
  return triesOf(pattern.replace(/\\./g, "x").replace(/\[[^\]]*\]/g, "x")) <= mostTries;
};

/** By how many powers of a text's length the tries grow at worst; `bare` is without escapes and classes. */
const triesOf = (bare: string): number => {
  /** Of each open group, and around all: whether something in it repeats or differs. */
  const varies = [false];
  let tries = bare.startsWith("^") ? 0 : 1;
  const note = (more: number) => {
    tries += more;
    varies[varies.length - 1] = true;
  };
  for (let at = 0; at < bare.length; at++) {
    const rest = bare.slice(at);
    if (rest.startsWith("(?:")) at += 2;
    if (rest.startsWith("(")) varies.push(false);
    else if (rest.startsWith(")")) {
      const isVaried = varies.pop() ?? true;
      if (isVaried && isRepeat(rest.slice(1))) return Number.POSITIVE_INFINITY;
      if (isVaried) note(0);
    } else if (rest.startsWith("|")) note(varies.length === 1 ? 1 : choice);
    else if (rest.startsWith("?")) note(choice);
    else if (/^(?:[*+]|\{\d+,)/.test(rest)) note(1);
  }
  return tries;
};

const isRepeat = (quantifier: string): boolean => /^(?:[*+]|\{(?!1\}))/.test(quantifier);
