/** Something that can be jumped to or done, as far as finding it goes. */
export type Findable = {
  /** What people see, and type first. */
  label: string;
  /** What else it answers to, in lower worth: another name, where it lies. */
  also?: readonly string[];
};

/** Names of the cluster are plain as they are; thousands of them are looked through at every key. */
const isAscii = (text: string): boolean => !/[^\p{ASCII}]/u.test(text);

/** In small letters, without accents. */
export const plain = (text: string): string =>
  isAscii(text)
    ? text.toLowerCase()
    : text
        .normalize("NFD")
        .replace(/\p{Diacritic}/gu, "")
        .toLowerCase();

const isBoundary = (text: string, at: number): boolean => at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? "");

/** All letters in order, from a beginning on: `w1` finds `web-01`, and `eb` does not. */
const isAbbreviation = (word: string, text: string): boolean => {
  let at = -1;
  for (const letter of word) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
    if (letter === word[0] && !isBoundary(text, at)) return false;
  }
  return word.length > 1;
};

/** One word against one text: 0 for nothing. Steps are far apart, so that what stands where is easily foreseen. */
const scoreOf = (word: string, text: string): number => {
  if (text === word) return 100;
  if (text.startsWith(word)) return 80;
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (isBoundary(text, at)) return 60;
  if (text.includes(word)) return 40;
  return isAbbreviation(word, text) ? 20 : 0;
};

const alsoWorth = 0.5;

/** Null unless every word is found somewhere. */
export const matchOf = (words: readonly string[], { label, also = [] }: Findable): number | null => {
  const name = plain(label);
  const others = also.map(plain);
  let sum = 0;
  for (const word of words) {
    const best = Math.max(scoreOf(word, name), ...others.map((text) => alsoWorth * scoreOf(word, text)));
    if (best === 0) return null;
    sum += best;
  }
  return sum;
};

export const wordsOf = (text: string): string[] => plain(text).split(/\s+/).filter(Boolean).slice(0, 8);

const names = new Intl.Collator("en", { numeric: true });

/** The best first; equal ones by length, then by name, so that the same letters always give the same order. */
export const rank = <T extends Findable>(items: readonly T[], text: string, most: number): T[] => {
  const words = wordsOf(text);
  return items
    .flatMap((item) => {
      const score = matchOf(words, item);
      return score === null ? [] : [{ item, score }];
    })
    .sort(
      (a, b) =>
        b.score - a.score || a.item.label.length - b.item.label.length || names.compare(a.item.label, b.item.label),
    )
    .slice(0, most)
    .map(({ item }) => item);
};

export type Command<T extends string> = {
  verb: T;
  /** What it is to be done to; may be empty. */
  rest: string;
};

const leastVerb = 2;

/** Reads `start web` or `web start`, by the verbs' names in the reader's language and in the API's; null without a verb. */
export const readCommand = <T extends string>(
  text: string,
  verbs: readonly { verb: T; names: readonly string[] }[],
): Command<T> | null => {
  const words = wordsOf(text);
  const places = words.length > 1 ? [0, words.length - 1] : [0];
  for (const at of places) {
    const word = words[at] ?? "";
    if (word.length < leastVerb) continue;
    const found = verbs.find(({ names: called }) => called.some((name) => plain(name).startsWith(word)));
    if (found) return { verb: found.verb, rest: words.toSpliced(at, 1).join(" ") };
  }
  return null;
};
