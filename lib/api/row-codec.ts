/** What JSON can say. */
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * One column of a table, in the form that takes the least: the same everywhere; few values and which of them; seconds as differences;
 * an object's own columns; or the values as they are.
 */
type Column =
  | { same: Json }
  | { few: Json[]; at: string }
  | { seconds: number[] }
  | { parts: Record<string, Column> }
  | { each: Json[] };

/** Rows as they travel: by column, since neighbours in a column resemble each other and compress to next to nothing. */
export type Table = { count: number; rows: Column };

/** Printable, and none that JSON escapes. */
const digits = Array.from({ length: 94 }, (_, n) => String.fromCharCode(33 + n)).filter(
  (char) => !'"\\'.includes(char),
);
const digitValues = new Map(digits.map((char, value) => [char, value]));

export const encodeTable = (rows: readonly object[]): Table => ({
  count: rows.length,
  // Views are plain data, whatever their type calls itself.
  rows: columnOf(rows as readonly Json[]),
});

const columnOf = (values: readonly Json[]): Column => {
  const known = new Map<unknown, number>();
  const few: Json[] = [];
  let at = "";
  for (const value of values) {
    const key = keyOf(value);
    let index = known.get(key);
    if (index === undefined) {
      index = few.length;
      if (index === digits.length) return manyOf(values);
      known.set(key, index);
      few.push(value);
    }
    at += digits[index];
  }
  if (few.length === 1) return { same: few[0] ?? null };
  // A dictionary that is as long as the column saves nothing.
  return few.length * 2 > values.length ? manyOf(values) : { few, at };
};

/** Equal for equal values: an object's words stand apart from the same words as a text. */
const keyOf = (value: Json): unknown =>
  typeof value === "object" && value !== null
    ? `{}${JSON.stringify(value)}`
    : typeof value === "string"
      ? `"${value}`
      : value;

const manyOf = (values: readonly Json[]): Column => {
  const seconds = secondsOf(values);
  if (seconds) return { seconds };
  const keys = sharedKeys(values);
  if (!keys) return { each: [...values] };
  // Every value is an object with exactly these keys.
  const objects = values as readonly { readonly [key: string]: Json }[];
  return { parts: Object.fromEntries(keys.map((key) => [key, columnOf(objects.map((one) => one[key] ?? null))])) };
};

const isSecond = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const writeSecond = (second: number): string => new Date(second * 1000).toISOString().replace(".000", "");

const secondsOf = (values: readonly Json[]): number[] | null => {
  const seconds: number[] = [];
  let last = 0;
  for (const value of values) {
    if (typeof value !== "string" || !isSecond.test(value)) return null;
    const second = Date.parse(value) / 1000;
    // 30 February reads as 2 March: not what was said.
    if (Number.isNaN(second) || writeSecond(second) !== value) return null;
    seconds.push(second - last);
    last = second;
  }
  return seconds;
};

const keysOf = (value: Json | undefined): string[] | null =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : null;

/** The keys that every value has, in one order, when all are objects and have no others. */
const sharedKeys = (values: readonly Json[]): string[] | null => {
  const keys = keysOf(values[0]);
  if (!keys || keys.length === 0 || keys.includes("__proto__")) return null;
  const isAlike = (value: Json) => {
    const others = keysOf(value);
    return others?.length === keys.length && keys.every((key, at) => others[at] === key);
  };
  return values.every(isAlike) ? keys : null;
};

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
