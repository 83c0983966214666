const longestBytes = 512 * 1024;

export type BroughtFile = { name: string } & (
  | { text: string }
  | { refusal: "fileTooLarge" | "fileBinary" | "fileFailed" }
);

/** A file's name as text that moves nothing around it. */
const shownName = (name: string): string => name.replace(/[\p{C}]/gu, "").slice(0, 80) || "?";

/** A file as text, whatever it is called; nothing of it is drawn, kept or sent. */
export const readBrought = async (file: Pick<File, "name" | "size" | "text">): Promise<BroughtFile> => {
  const name = shownName(file.name);
  if (file.size > longestBytes) return { name, refusal: "fileTooLarge" };
  try {
    const text = await file.text();
    return text.includes("\0") || text.includes("\ufffd") ? { name, refusal: "fileBinary" } : { name, text };
  } catch {
    return { name, refusal: "fileFailed" };
  }
};
