import { createEscapeParser } from "./escape-parser.ts";

/** Colours are indexes into a palette of 16; 7 on 0 is plain. */
export type Cell = { codePoint: number; foreground: number; background: number };

/** A region of cells, the end excluded. */
export type CellRange = { row: number; from: number; to: number };

export type Terminal = {
  readonly columns: number;
  readonly rows: number;
  write: (text: string) => void;
  cell: (row: number, column: number) => Cell;
  cursor: () => { row: number; column: number; isVisible: boolean };
  /** The text of a row without trailing blanks. */
  line: (row: number) => string;
  /** Called with what has to be drawn again, row by row. */
  onDamage: (listener: (range: CellRange) => void) => () => void;
};

const blank = 32;
const plain = { foreground: 7, background: 0 };

/** A screen of cells that understands what text programs send a VT100: cursor movement, erasing, scrolling and 16 colours. */
export const createTerminal = (columns: number, rows: number): Terminal => {
  const codes = new Uint32Array(columns * rows).fill(blank);
  const colours = new Uint8Array(columns * rows).fill(plain.foreground);
  const listeners = new Set<(range: CellRange) => void>();
  let pen = { ...plain, isBold: false, isInverse: false };
  let cursor = { row: 0, column: 0 };
  let saved = cursor;
  let isVisible = true;

  const damage = (row: number, from = 0, to = columns): void => {
    for (const listener of listeners) listener({ row, from, to });
  };
  const damageAll = (): void => {
    for (let row = 0; row < rows; row += 1) damage(row);
  };
  const colourOfPen = (): number => {
    const bright = pen.isBold && pen.foreground < 8 ? pen.foreground + 8 : pen.foreground;
    return pen.isInverse ? (bright << 4) | pen.background : (pen.background << 4) | bright;
  };
  const erase = (from: number, to: number): void => {
    codes.fill(blank, from, to);
    colours.fill((pen.background << 4) | plain.foreground, from, to);
    for (let row = Math.floor(from / columns); row * columns < to; row += 1) damage(row);
  };
  const scroll = (): void => {
    codes.copyWithin(0, columns);
    colours.copyWithin(0, columns);
    erase((rows - 1) * columns, rows * columns);
    damageAll();
  };
  const moveTo = (row: number, column: number): void => {
    damage(cursor.row, Math.min(cursor.column, columns - 1), Math.min(cursor.column, columns - 1) + 1);
    cursor = { row: Math.max(0, Math.min(rows - 1, row)), column: Math.max(0, Math.min(columns - 1, column)) };
    damage(cursor.row, cursor.column, cursor.column + 1);
  };
  const lineFeed = (): void => {
    const { row, column } = cursor;
    if (row === rows - 1) scroll();
    moveTo(row + 1, column);
  };
  const put = (codePoint: number): void => {
    if (cursor.column >= columns) {
      moveTo(cursor.row, 0);
      lineFeed();
    }
    const at = cursor.row * columns + cursor.column;
    codes[at] = codePoint;
    colours[at] = colourOfPen();
    damage(cursor.row, cursor.column, Math.min(cursor.column + 2, columns));
    // May stand one beyond the last column: the next character wraps, a carriage return does not.
    cursor = { row: cursor.row, column: cursor.column + 1 };
  };

  const controls: Record<string, () => void> = {
    "\b": () => moveTo(cursor.row, Math.min(cursor.column, columns) - 1),
    "\t": () => moveTo(cursor.row, (Math.floor(cursor.column / 8) + 1) * 8),
    "\n": lineFeed,
    "\r": () => moveTo(cursor.row, 0),
  };
  const setPen = (parameters: number[]): void => {
    for (const value of parameters.length === 0 ? [0] : parameters) {
      if (value === 0) pen = { ...plain, isBold: false, isInverse: false };
      else if (value === 1) pen.isBold = true;
      else if (value === 22) pen.isBold = false;
      else if (value === 7) pen.isInverse = true;
      else if (value === 27) pen.isInverse = false;
      else if (value >= 30 && value <= 37) pen.foreground = value - 30;
      else if (value === 39) pen.foreground = plain.foreground;
      else if (value >= 40 && value <= 47) pen.background = value - 40;
      else if (value === 49) pen.background = plain.background;
      else if (value >= 90 && value <= 97) pen.foreground = value - 82;
    }
  };
  const control = (final: string, parameters: number[], prefix: string): void => {
    const [first = 0, second = 0] = parameters;
    const count = Math.max(1, first);
    const { row, column } = cursor;
    const at = row * columns + Math.min(column, columns - 1);
    if (prefix !== "") {
      if (prefix === "?" && first === 25 && (final === "h" || final === "l")) isVisible = final === "h";
      damage(row);
      return;
    }
    if (final === "m") setPen(parameters);
    else if (final === "A") moveTo(row - count, column);
    else if (final === "B") moveTo(row + count, column);
    else if (final === "C") moveTo(row, column + count);
    else if (final === "D") moveTo(row, column - count);
    else if (final === "G") moveTo(row, count - 1);
    else if (final === "d") moveTo(count - 1, column);
    else if (final === "H" || final === "f") moveTo(count - 1, Math.max(1, second) - 1);
    else if (final === "J") erase(first === 0 ? at : 0, first === 1 ? at + 1 : rows * columns);
    else if (final === "K") erase(first === 0 ? at : row * columns, first === 1 ? at + 1 : (row + 1) * columns);
    else if (final === "s") saved = cursor;
    else if (final === "u") moveTo(saved.row, saved.column);
  };

  const parser = createEscapeParser({
    print: put,
    control: (character) => controls[character]?.(),
    sequence: control,
    escape: (final) => {
      if (final === "7") saved = cursor;
      else if (final === "8") moveTo(saved.row, saved.column);
      else if (final === "c") {
        setPen([0]);
        erase(0, rows * columns);
        moveTo(0, 0);
        isVisible = true;
      }
    },
  });

  return {
    columns,
    rows,
    write: parser,
    cell: (row, column) => {
      const at = row * columns + column;
      const colour = colours[at] ?? plain.foreground;
      return { codePoint: codes[at] ?? blank, foreground: colour & 15, background: colour >> 4 };
    },
    cursor: () => ({ row: cursor.row, column: Math.min(cursor.column, columns - 1), isVisible }),
    line: (row) => String.fromCodePoint(...codes.subarray(row * columns, (row + 1) * columns)).trimEnd(),
    onDamage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
