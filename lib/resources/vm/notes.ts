/** Annotation on a VMInstance: what its people wrote about the machine, plain text. Everybody who may read the machine reads it. */
export const notesKey = "porthole-notes";

/** Kubernetes gives all annotations of an object 256 KiB together; every list carries them. */
export const notesLimitBytes = 4 * 1024;

export const notesBytes = (notes: string): number => new TextEncoder().encode(notes).length;

/** As they are kept: one kind of line end, none behind the last word. */
export const tidyNotes = (text: string): string => text.replace(/\r\n?/g, "\n").trimEnd();

/** Keys of messages `vm.notes.wrong`. */
export type NotesProblem = "tooLong" | "unreadable";

export const notesProblem = (notes: string): NotesProblem | null => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\0-\x08\x0b-\x1f\x7f]|[\ud800-\udfff]/u.test(notes)) return "unreadable";
  return notesBytes(notes) > notesLimitBytes ? "tooLong" : null;
};

/** What another tool may have written there as well: read like anything from the cluster, and bounded. */
export const notesOf = (annotations: Readonly<Record<string, string>>): string =>
  (Object.hasOwn(annotations, notesKey) ? (annotations[notesKey] ?? "") : "").slice(0, 2 * notesLimitBytes);
