import { type Column, digits, type Json, type Table, writeSecond } from "./row-codec.ts";

/** Rows as a table; `decodeTable` makes rows of it again. Apart from that, as pages only read. */
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
