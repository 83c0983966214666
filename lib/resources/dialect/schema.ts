import * as z from "zod";
import { section, text } from "../kube-object.ts";

/** The part of a published schema that says something to us; every field of it may be missing or of another kind. */
export type Schema = {
  type: string;
  enum: string[] | null;
  pattern: string;
  description: string;
  default?: unknown;
  properties: Record<string, unknown>;
  items?: unknown;
};

const schemaSchema = section({
  type: text,
  enum: z.array(z.string()).nullable().catch(null).default(null),
  pattern: text,
  description: text,
  default: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).catch({}),
  items: z.unknown().optional(),
});

export const read = (value: unknown): Schema => schemaSchema.parse(value);
export const propertyOf = (schema: Schema, name: string): Schema | null =>
  Object.hasOwn(schema.properties, name) ? read(schema.properties[name]) : null;
