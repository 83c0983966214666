/** The client's end of a line to a guest. False from `write` asks to wait for `resume()`. */
export type LineEnd = { write: (bytes: Buffer) => boolean; end: () => void };

/** A guest's end of it. */
export type Line = { receive: (bytes: Uint8Array) => void; resume: () => void; dispose: () => void };
