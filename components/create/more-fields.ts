import type { MoreField } from "#lib/resources/dialect/more.ts";

/** A setting as typed and as sent, by its path in the schema. */
export type MoreTyped = Readonly<Record<string, { text: string; value: unknown }>>;

/** One setting changed; without text it is left to the platform. Text of the wrong kind is sent as typed, which the rules refuse. */
export const withMoreText = (typed: MoreTyped, field: MoreField, text: string): MoreTyped => {
  const { [field.path]: _, ...rest } = typed;
  return text === "" ? rest : { ...rest, [field.path]: { text, value: sentOf(field.type, text) } };
};

const sentOf = (type: MoreField["type"], text: string): unknown => {
  switch (type) {
    case "integer":
    case "number":
      return /^-?\d+([.]\d+)?$/.test(text.trim()) ? Number(text) : text;
    case "boolean":
      return text === "true" || text === "false" ? text === "true" : text;
    case "strings":
      return text.split("\n").flatMap((line) => line.trim() || []);
    case "string":
      return text;
  }
};

export const moreOf = (typed: MoreTyped): Record<string, unknown> =>
  Object.fromEntries(Object.entries(typed).map(([path, { value }]) => [path, value]));

export const moreTyped = (more: Readonly<Record<string, unknown>>, before: MoreTyped): MoreTyped =>
  Object.fromEntries(
    Object.entries(more).map(([path, value]) => {
      const same = before[path];
      const isSame = same && JSON.stringify(same.value) === JSON.stringify(value);
      return [path, isSame ? same : { text: Array.isArray(value) ? value.join("\n") : String(value), value }];
    }),
  );
