import type { SafePaste } from "./paste.ts";

/** Any word will do that is no line of the text. */
const endFor = (lines: readonly string[]): string => {
  for (let count = 0; ; count += 1) {
    const word = count === 0 ? "EOF" : `EOF${count}`;
    if (!lines.includes(word)) return word;
  }
};

const quoted = (word: string): string => (/^[\w./~-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/**
 * The lines by which a shell writes a text into a file, as it is: nothing in it is run or expanded. Where the shell reads keys (not
 * `bracketed`), a tab would complete a word; Ctrl-V takes its meaning away.
 */
export const hereDocument = ({ text }: SafePaste, file: string, bracketed: boolean): string => {
  const body = text.replace(/\r$/, "").split("\r");
  const end = endFor(body);
  const lines = bracketed ? body : body.map((line) => line.replaceAll("\t", "\x16\t"));
  return [`cat > ${quoted(file)} <<'${end}'`, ...lines, end, ""].join("\r");
};
