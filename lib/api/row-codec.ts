/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One column of a table, in the form that takes the least: the same everywhere; few values and which of them; seconds as differences;
 * an object's own columns; or the values as they are.
 */
export type Column =
  | { same: Json }
  | { few: Json[]; at: string }
  | { seconds: number[] }
  | { parts: Record<string, Column> }
  | { each: Json[] };

/** Rows as they travel: by column, since neighbours in a column resemble each other and compress to next to nothing. */
export type Table = { count: number; rows: Column };

/** Printable, and none that JSON escapes. */
export const digits = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).filter(
  (char) => !'"\\'.includes(char),
);

export const writeSecond = (second: number): string => new Date(second * 1000).toISOString().replace(".000", "");

const digitValues = new Map(digits.map((char, value) => [char, value]));

/** The rows again. Equal values of a column with few of them are one object. */
export const decodeTable = <Row extends object>({ count, rows }: Table): Row[] =>
  // The caller knows what was encoded: our own server, same version.
  readerOf(rows, count) as unknown as Row[];

const readerOf = (column: Column, count: number): Json[] => {
  if ("same" in column) return Array.from({ length: count }, () => column.same);
  if ("few" in column) return Array.from(column.at, (digit) => column.few[digitValues.get(digit) ?? 0] ?? null);
  if ("each" in column) return column.each;
  if ("seconds" in column) {
    let last = 0;
    return column.seconds.map((difference) => {
      last += difference;
      return writeSecond(last);
    });
  }
  const parts = Object.entries(column.parts).map(([key, part]) => [key, readerOf(part, count)] as const);
  return Array.from({ length: count }, (_, at) => {
    const row: Record<string, Json> = {};
    for (const [key, values] of parts) row[key] = values[at] ?? null;
    return row;
  });
};
