export type ReadFile = { ok: true; text: string } | { ok: false; refusal: "tooLarge" | "noText" };

/** A file's text, every byte of it; one that is no text could not be sent as it is. */
export const readTextFile = async (file: Blob, limitBytes: number): Promise<ReadFile> => {
  if (file.size > limitBytes) return { ok: false, refusal: "tooLarge" };
  try {
    // A byte order mark is one of its bytes.
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(await file.arrayBuffer());
    return { ok: true, text };
  } catch {
    return { ok: false, refusal: "noText" };
  }
};
