/** Text that is not a value but stands for one: `cozystack_vmdisk.web_system.name`. */
export class Reference {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HclValue =
  | string
  | number
  | boolean
  | Reference
  | readonly HclValue[]
  | { readonly [key: string]: HclValue };

/** A block and its attributes, as `terraform fmt` would write them save for its columns. */
export const hclBlock = (head: string, attributes: Readonly<Record<string, HclValue>>): string =>
  `${head} {\n${Object.entries(attributes)
    .map(([key, value]) => `  ${key} = ${hcl(value, 1)}\n`)
    .join("")}}\n`;

/** A name that Terraform takes for a resource; ours begin with a letter and have no underscores of their own. */
export const hclIdentifier = (name: string): string => name.replaceAll("-", "_");

const hcl = (value: HclValue, depth: number): string => {
  if (typeof value === "string") return heredoc(value) ?? quoted(value);
  if (value instanceof Reference) return value.text;
  if (typeof value !== "object") return String(value);
  const pad = "  ".repeat(depth + 1);
  const end = "  ".repeat(depth);
  if (isList(value)) {
    if (value.every((item) => typeof item === "number")) return `[${value.join(", ")}]`;
    return `[\n${value.map((item) => `${pad}${hcl(item, depth + 1)},\n`).join("")}${end}]`;
  }
  const fields = Object.entries(value).map(([key, item]) => `${key} = ${hcl(item, depth + 1)}`);
  return fields.length === 1
    ? `{ ${fields.join("")} }`
    : `{\n${fields.map((field) => `${pad}${field}\n`).join("")}${end}}`;
};

const isList = (value: object): value is readonly HclValue[] => Array.isArray(value);

/** Several lines as they are; null where a heredoc would change them: it ends with a line break and knows no escapes. */
const heredoc = (text: string): string | null => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they need escapes
  if (!/\n./.test(text) || !text.endsWith("\n") || /[\0-\x08\x0b-\x1f\x7f]/.test(text)) return null;
  const lines = new Set(text.split("\n").map((line) => line.trim()));
  let delimiter = "EOT";
  while (lines.has(delimiter)) delimiter = `${delimiter}_`;
  return `<<${delimiter}\n${literal(text)}${delimiter}`;
};

/** JSON's escapes are HCL's, save for two. */
const quoted = (text: string): string =>
  literal(JSON.stringify(text).replaceAll(/\\[\\"bfnrtu]/g, (sequence) => others[sequence] ?? sequence));

const others: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };

/** No template starts inside a value (`${`, `%{`). */
const literal = (text: string): string => text.replaceAll(/[$%](?=\{)/g, "$&$&");
