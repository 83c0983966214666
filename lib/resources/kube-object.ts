import * as z from "zod";

/** Building blocks for reading Kubernetes objects: a strange field becomes its default, a strange object is left out, a list survives both. */

export const text = z.string().catch("");
export const optionalText = z.string().nullable().catch(null).default(null);
export const flag = z.boolean().catch(false);
export const texts = z.record(z.string(), z.string()).catch({});
/** Quantities arrive as text or number. */
export const quantity = z.union([z.string(), z.number()]).nullable().catch(null).default(null);

/** An array that keeps the items it understands. */
export const lenient = <T extends z.ZodType>(item: T) =>
  z
    .array(z.unknown())
    .catch([])
    .transform((values): z.output<T>[] =>
      values.flatMap((value) => {
        const parsed = item.safeParse(value);
        return parsed.success ? [parsed.data] : [];
      }),
    );

/** An object whose every field has a default: absent or of another kind, it reads as empty. */
export const section = <T extends z.ZodRawShape>(shape: T) =>
  z.preprocess((value) => (isObject(value) ? value : {}), z.object(shape));

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

export const metadataSchema = z.object({
  name: z.string().min(1).max(253),
  namespace: text,
  uid: text,
  resourceVersion: text,
  creationTimestamp: text,
  deletionTimestamp: optionalText,
  labels: texts,
  annotations: texts,
});

/** For objects of which thousands are held: only what is asked of them. Labels where somebody reads them, annotations never. */
export const leanMetadataSchema = metadataSchema.omit({ labels: true, annotations: true });
export const labelledMetadataSchema = metadataSchema.omit({ annotations: true });

/** Lean, with the labels of these keys alone. */
export const metadataWith = (...keys: readonly string[]) =>
  labelledMetadataSchema.transform(({ labels, ...metadata }) => ({
    ...metadata,
    labels: Object.fromEntries(
      keys.flatMap((key) => (labels[key] === undefined ? [] : [[key, labels[key]] as const])),
    ) as Readonly<Record<string, string>>,
  }));

const conditionSchema = z.object({
  type: z.string(),
  status: text,
  reason: text,
  message: text,
  lastTransitionTime: text,
});
export type Condition = z.output<typeof conditionSchema>;

export const conditionsSchema = lenient(conditionSchema);

export const conditionOf = (conditions: readonly Condition[], type: string): Condition | undefined =>
  conditions.find((condition) => condition.type === type);

const listSchema = z.object({
  metadata: section({ resourceVersion: text, continue: text }),
  items: z.array(z.unknown()),
});

/** `next` asks for the rest of a list that came in pages; empty at its end. */
export type ListAnswer<T> = { resourceVersion: string; next: string; items: T[] };

/**
 * The objects of a list answer that the schema understands; null when the answer is no list at all, so that nobody takes it for an empty one.
 */
export const parseList = <T extends z.ZodType>(item: T, answer: unknown): ListAnswer<z.output<T>> | null => {
  const list = listSchema.safeParse(answer);
  if (!list.success) return null;
  const items = list.data.items.flatMap((value) => {
    const parsed = item.safeParse(value);
    return parsed.success ? [parsed.data] : [];
  });
  const { resourceVersion, continue: next } = list.data.metadata;
  return { resourceVersion, next, items };
};
