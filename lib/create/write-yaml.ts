/**
 * Manifests as YAML: data of ours, whose keys are plain words. The library that reads YAML weighs an eighth of the create page, and is loaded
 * where text is read; a test holds both together.
 */
export const writeYaml = (value: unknown): string => `${blockOf(value, 0)}\n`;

// JSON.parse of what is sent would give the same: what is undefined is not there.
const entriesOf = (fields: object): [string, unknown][] =>
  Object.entries(fields).filter(([, value]) => value !== undefined);

const isEmpty = (value: object): boolean => (Array.isArray(value) ? value.length === 0 : entriesOf(value).length === 0);

/** Without the indentation of its first line. */
const blockOf = (value: unknown, depth: number): string => {
  if (typeof value !== "object" || value === null) return scalarOf(value, depth);
  if (isEmpty(value)) return Array.isArray(value) ? "[]" : "{}";
  const lines = Array.isArray(value)
    ? value.map((one: unknown) => `- ${blockOf(one, depth + 1)}`)
    : entriesOf(value).map(([key, one]) => `${textOf(key)}:${below(one, depth)}`);
  return lines.join(`\n${"  ".repeat(depth)}`);
};

const below = (value: unknown, depth: number): string =>
  typeof value === "object" && value !== null && !isEmpty(value)
    ? `\n${"  ".repeat(depth + 1)}${blockOf(value, depth + 1)}`
    : ` ${blockOf(value, depth + 1)}`;

const scalarOf = (value: unknown, depth: number): string =>
  typeof value === "string" ? (literalOf(value, depth) ?? textOf(value)) : JSON.stringify(value);

/** What every reader of YAML, of 1.1 too, takes for this text and nothing else. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z/](?:[\w./@+=-]|:(?=[\w/])| (?=[\w./@+=-])){0,400}$/.test(text) &&
  !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(text);

const quantity = /^[1-9]\d{0,8}(?:\.\d{1,3})?[KMGTP]i$/;

const textOf = (text: string): string => (isPlain(text) || quantity.test(text) ? text : quoted(text));

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** Several lines as they are, where nothing in them needs an escape; null where it does. */
const literalOf = (text: string, depth: number): string | null => {
  const isSafe =
    /^\S/.test(text) && text.includes("\n") && /^[\n\t\x20-\x7e\xa0-\u1fff\u2030-\ud7ff\ue000-\ufdff]*$/.test(text);
  if (!isSafe) return null;
  const end = text.endsWith("\n\n") ? "|+" : text.endsWith("\n") ? "|" : "|-";
  const lines = (end === "|-" ? text : text.slice(0, -1)).split("\n");
  return [end, ...lines.map((line) => (line === "" ? "" : `${"  ".repeat(depth)}${line}`))].join("\n");
};
