/** Columns a person may leave out; the name is always there. */
export const optionalColumns = ["state", "system", "size", "addresses", "exposure", "labels", "disks", "age"] as const;
export type OptionalColumn = (typeof optionalColumns)[number];

export const defaultColumns: readonly OptionalColumn[] = optionalColumns.filter((column) => column !== "labels");

export type Density = "comfortable" | "compact";

/** How somebody likes their list; remembered by their browser, known to the server, so that the first HTML is drawn so. */
export type ListLook = { density: Density; columns: readonly OptionalColumn[] };

/** `state,size`: in the table's own order, each once; null where the text names none of them and is not `-` for none. */
export const readColumns = (text: string | null | undefined): readonly OptionalColumn[] | null => {
  if (text === "-") return [];
  const named = (text ?? "").slice(0, 200).split(",");
  const known = optionalColumns.filter((column) => named.includes(column));
  return known.length > 0 ? known : null;
};

export const writeColumns = (columns: readonly OptionalColumn[]): string => columns.join(",") || "-";

/** From `compact.state,size`, the cookie's text. */
export const readLook = (text: string | undefined): ListLook => {
  const [density, columns] = (text ?? "").split(".", 2);
  return {
    density: density === "compact" ? "compact" : "comfortable",
    columns: readColumns(columns) ?? defaultColumns,
  };
};

export const writeLook = ({ density, columns }: ListLook): string => `${density}.${writeColumns(columns)}`;

export const sameColumns = (one: readonly OptionalColumn[], other: readonly OptionalColumn[]): boolean =>
  writeColumns(one) === writeColumns(other);
