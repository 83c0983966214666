/** The part of JSON schema that Cozystack's charts use. */
export type Schema = {
  type?: "object" | "array" | "string" | "boolean" | "integer";
  title?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  pattern?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  items?: Schema;
  required?: string[];
  anyOf?: Schema[];
  "x-kubernetes-int-or-string"?: true;
  "x-kubernetes-validations"?: { rule: string; message: string }[];
  "x-cozystack-options"?: { source: string };
};

export const text = (description: string, more: Schema = {}): Schema => ({ description, type: "string", ...more });
/** `value` is the default; absent: none. */
export const flag = (description: string, value?: boolean): Schema => ({
  description,
  type: "boolean",
  ...(value !== undefined && { default: value }),
});
export const listOf = (description: string, items: Schema, value: unknown[] = []): Schema => ({
  description,
  type: "array",
  default: value,
  items,
});
/** Where the choices of a field come from. */
export const from = (source: string): Schema => ({ "x-cozystack-options": { source } });

export const quantity = (description: string, more: Schema = {}): Schema => ({
  description,
  pattern:
    "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$",
  anyOf: [{ type: "integer" }, { type: "string" }],
  "x-kubernetes-int-or-string": true,
  ...more,
});

/** An object with a name, out of a source of choices where there are such. */
export const named = (description: string, source?: string, more: Schema["properties"] = {}): Schema => ({
  type: "object",
  properties: { name: text(description, source === undefined ? {} : from(source)), ...more },
});

/** One source of a disk; all its fields are required. */
export const source = (description: string, properties: Record<string, Schema>): Schema => ({
  description,
  type: "object",
  properties,
  required: Object.keys(properties),
});
