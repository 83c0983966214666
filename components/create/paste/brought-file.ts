import { isUserData } from "#lib/create/paste/recognise.ts";
import { longestText } from "#lib/create/yaml-documents.ts";

/** Keys of messages `paste`. */
type Refusal = "fileTooLarge" | "fileBinary" | "fileFailed" | "filesTooLarge" | "filesTooMany" | "filesUserData";

export type BroughtFile = { name: string } & ({ text: string } | { refusal: Refusal });

type Source = Pick<File, "name" | "size" | "arrayBuffer">;

const mostFiles = 20;

/** A file's name as text that moves nothing around it. */
const shownName = (name: string): string => name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").slice(0, 80) || "?";

/** Files as one text, whatever they are called; nothing of them is drawn, kept or sent. Where one of several is no text, none is taken. */
export const readBrought = async (files: readonly Source[]): Promise<BroughtFile> => {
  const [first, second] = files;
  if (!first) return { name: "?", refusal: "fileFailed" };
  if (!second) return readOne(first);
  const name = files
    .slice(0, mostFiles)
    .map((file) => shownName(file.name))
    .join(", ");
  if (files.length > mostFiles) return { name, refusal: "filesTooMany" };
  if (files.reduce((sum, { size }) => sum + size, 0) > longestText) return { name, refusal: "filesTooLarge" };
  const texts: string[] = [];
  for (const file of files) {
    const read = await readOne(file);
    if ("refusal" in read) return read;
    if (isUserData(read.text)) return { name: read.name, refusal: "filesUserData" };
    texts.push(`# ${read.name}\n${read.text.replace(/\n?$/, "\n")}`);
  }
  return { name, text: texts.join("---\n") };
};

const readOne = async (file: Source): Promise<BroughtFile> => {
  const name = shownName(file.name);
  if (file.size > longestText) return { name, refusal: "fileTooLarge" };
  try {
    const text = textOf(new Uint8Array(await file.arrayBuffer()));
    return text === null ? { name, refusal: "fileBinary" } : { name, text };
  } catch {
    return { name, refusal: "fileFailed" };
  }
};

/** UTF-8, or UTF-16 behind its mark, as Windows writes what a command prints; null for everything else. */
const textOf = (bytes: Uint8Array<ArrayBuffer>): string | null => {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return text.includes("\0") ? null : text;
  } catch {
    return null;
  }
};
