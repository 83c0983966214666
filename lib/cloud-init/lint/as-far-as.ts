import { Lexer } from "yaml";

/**
 * How much is looked at of one text, all its parts together, in the pieces that a lexer makes of it: names, signs, blanks, line ends. A long
 * text in a block is one. It is some four thousand lines of keys, read between two letters that somebody types.
 */
export const mostPieces = 20_000;

export type Work = { left: number };

/** The pieces of a text, at most as many as there is work left. */
export const piecesOf = (text: string, work: Work): string[] => {
  const pieces: string[] = [];
  for (const piece of new Lexer().lex(text)) {
    // Each of its escapes may be a mistake of its own.
    const escapes = piece.startsWith('"') ? piece.split("\\", work.left + 1).length - 1 : 0;
    work.left = Math.max(0, work.left - escapes);
    if (work.left === 0) break;
    work.left -= 1;
    pieces.push(piece);
  }
  return pieces;
};

/** The lexer's own signs, which are no part of the text: a document begins, brackets were left open, a text follows. */
const signs = { document: "\x02", flowEnd: "\x18", scalar: "\x1f" };

export const isSign = (piece: string): boolean => Object.values(signs).includes(piece);
export const isScalarSign = (piece: string): boolean => piece === signs.scalar;

/**
 * Where the last whole thing at the margin ends of what the pieces cover: in front of a key, or of an entry after another one. What stands
 * before it says the same without what follows.
 */
export const wholeUntil = (pieces: readonly string[]): number => {
  let at = 0;
  let end = 0;
  let isMargin = true;
  let brackets = 0;
  let isText = false;
  let wasEntry = false;
  // The text of a block stands behind the line end of its header, and is no beginning.
  let isBlock = false;
  for (const piece of pieces) {
    const isBegun = isScalarSign(piece) || !(isSign(piece) || /^\s/.test(piece));
    if (isMargin && brackets === 0 && isBegun && !(isBlock && (isScalarSign(piece) || isText))) {
      const isEntry = piece === "-";
      if (!isEntry || wasEntry) end = at;
      wasEntry = isEntry;
      isMargin = false;
    }
    if (piece === signs.flowEnd) brackets = 0;
    else if (!isText && /^[[{]$/.test(piece)) brackets += 1;
    else if (!isText && /^[\]}]$/.test(piece)) brackets = Math.max(0, brackets - 1);
    if (!isSign(piece)) {
      at += piece.length;
      isMargin = piece.endsWith("\n");
    }
    isBlock = isText ? false : isBlock || /^[|>]/.test(piece);
    isText = isScalarSign(piece);
  }
  return end;
};
