import type { Tree } from "./place.ts";

/** A cloud-config that was read: its text, its nodes, and what they say. */
export type Config = Tree & { text: string; value: Readonly<Record<string, unknown>> };

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);

/** The items of a list, none where it is none. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const valueAt = (value: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((inner, step) => {
    if (typeof step === "number") return itemsOf(inner)[step];
    return isRecord(inner) ? inner[step] : undefined;
  }, value);
