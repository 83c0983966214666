/** C0 without tab and carriage return, DEL, C1: what could act on a shell or close a bracketed paste. */
const isControl = (code: number): boolean =>
  (code < 0x20 && code !== 0x09 && code !== 0x0d) || (code >= 0x7f && code <= 0x9f);

/** Direction marks and invisible separators: text that does not read as it runs. */
const isDeceptive = (code: number): boolean =>
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x202a && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x2069) ||
  code === 0xfeff;

export type SafePaste = {
  text: string;
  /** How many characters were left out. */
  removed: number;
  /** Lines that a shell would run at once. */
  lines: number;
};

/** A paste as a terminal may have it: line ends as Enter sends them, without control, escape and invisible characters. */
export const safePaste = (pasted: string): SafePaste => {
  let removed = 0;
  let text = "";
  for (const character of pasted.replace(/\r\n|\n/g, "\r")) {
    const code = character.codePointAt(0) ?? 0;
    if (isControl(code) || isDeceptive(code)) removed += 1;
    else text += character;
  }
  return { text, removed, lines: text.split("\r").length };
};

const start = "\x1b[200~";
const end = "\x1b[201~";

/** A tty that reads lines holds 4 KiB, and shows what it was sent: so much goes at once. In code points. */
const piece = /[^\r]{1,256}\r?|\r/gu;

/**
 * A paste in the order it is sent: a line at a time, a long line in parts. The markers go around all of it only when the guest's
 * program asked for them; the text can no longer hold the end marker.
 */
export const pastePieces = (text: string, bracketed: boolean): string[] => {
  const pieces = text.match(piece) ?? [];
  return bracketed ? [start, ...pieces, end] : pieces;
};

/** What ends a bracketed paste that is given up in its middle. */
export const pasteEnd = end;
