/** A step into a value: the name of a key, or 0 for an entry of a list, whichever. */
export type Step = string | 0;
export type Path = readonly Step[];

/** One line of YAML in block style, as far as it is written. */
export type Line = {
  /** Columns of the dashes it begins with. */
  dashes: readonly number[];
  /** Where what follows them begins. */
  column: number;
  key: { name: string /** Where the colon is. */; end: number } | null;
  /** What stands behind the key and its colon, or in place of one. */
  value: string;
};

/** Up to the first colon in front of a blank. Each letter is looked at once or twice, whatever they are. */
const keyPattern = /^("[^"]*"\s*|'[^']*'\s*|[^\s#'"[\]{},&*!|>%@`][^#:]*(?::(?!\s|$)[^#:]*)*):(?=\s|$)/;

export const readLine = (text: string): Line => {
  const dashes: number[] = [];
  let column = /^ */.exec(text)?.[0].length ?? 0;
  for (let dash = /^-(?: +|$)/.exec(text.slice(column)); dash; dash = /^-(?: +|$)/.exec(text.slice(column))) {
    dashes.push(column);
    column += dash[0].length;
  }
  const rest = text.slice(column);
  const found = keyPattern.exec(rest);
  if (!found) return { dashes, column, key: null, value: rest };
  const end = column + found[0].length - 1;
  const name = (found[1] ?? "").trimEnd().replace(/^(["'])(.*)\1$/, "$2");
  return { dashes, column, key: { name, end }, value: text.slice(end + 1).trimStart() };
};

type Open = { column: number; step: Step };

/** What is open in front of a line: keys and entries that what follows may belong to, by how far it is indented. */
export type Outline = {
  open: readonly Open[];
  /** Inside a text of several lines: whatever is indented further than this belongs to it. */
  textBelow: number | null;
};

export const nothingOpen: Outline = { open: [], textBelow: null };

const startsText = /^(?:[!&]\S+ +)*[|>][-+\d]*\s*(?:#.*)?$/;

const indentOf = (text: string): number => /^ */.exec(text)?.[0].length ?? 0;

export const isInText = ({ textBelow }: Outline, line: string): boolean =>
  textBelow !== null && (line.trim() === "" || indentOf(line) > textBelow);

/** What is open behind a line. */
export const withLine = (outline: Outline, line: string): Outline => {
  if (isInText(outline, line)) return outline;
  if (/^\s*(?:#|$)/.test(line)) return { ...outline, textBelow: null };
  if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) return nothingOpen;
  const read = readLine(line);
  const open = openedBy(outline.open, read);
  return { open, textBelow: startsText.test(read.value) ? (open.at(-1)?.column ?? null) : null };
};

/** What is open with the dashes and the key of a line. */
export const openedBy = (before: readonly Open[], { dashes, column, key }: Line): Open[] => {
  // From left to right: what ends stands last.
  const open = [...before];
  const endWhile = (ends: (one: Open) => boolean): void => {
    for (let last = open.at(-1); last && ends(last); last = open.at(-1)) open.pop();
  };
  for (const dash of dashes) {
    // A list may stand as far left as the key it belongs to.
    endWhile((one) => one.column > dash || (one.column === dash && one.step === 0));
    open.push({ column: dash, step: 0 });
  }
  endWhile((one) => one.column >= column);
  if (key) open.push({ column, step: key.name });
  return open;
};

export const pathOf = (open: readonly Open[]): Path => open.map(({ step }) => step);
