/** What happened on a terminal: text of the guest, or another size, at a time since the beginning. */
export type CastEvent =
  | { atMs: number; type: "output"; text: string }
  | { atMs: number; type: "resize"; columns: number; rows: number };

export type Cast = {
  columns: number;
  rows: number;
  /** Epoch seconds, when it is known. */
  startedAt: number | null;
  title: string | null;
  events: readonly CastEvent[];
  durationMs: number;
};

export type CastVersion = 2 | 3;

/** A terminal's size in a file is somebody's word. */
const mostCells = 1000;
const longestMs = 7 * 24 * 3_600_000;

const seconds = (ms: number): number => Math.round(ms) / 1000;

/** An asciicast file: one JSON value a line. Version 3 counts each time from the event before, version 2 from the beginning. */
export const writeCast = (cast: Cast, version: CastVersion): string => {
  const about = {
    ...(cast.startedAt !== null && { timestamp: cast.startedAt }),
    ...(cast.title !== null && { title: cast.title }),
  };
  const header =
    version === 2
      ? { version, width: cast.columns, height: cast.rows, ...about }
      : { version, term: { cols: cast.columns, rows: cast.rows, type: "xterm-256color" }, ...about };
  let beforeMs = 0;
  const lines = cast.events.map((event) => {
    const at = seconds(version === 2 ? event.atMs : event.atMs - beforeMs);
    beforeMs = event.atMs;
    return event.type === "output" ? [at, "o", event.text] : [at, "r", `${event.columns}x${event.rows}`];
  });
  return `${[header, ...lines].map((line) => JSON.stringify(line)).join("\n")}\n`;
};

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const cells = (value: unknown): number | null =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostCells ? value : null;

const readHeader = (header: unknown): (Omit<Cast, "events" | "durationMs"> & { version: CastVersion }) | null => {
  if (!isRecord(header)) return null;
  const { version, timestamp, title } = header;
  if (version !== 2 && version !== 3) return null;
  const term = isRecord(header.term) ? header.term : {};
  const columns = cells(version === 2 ? header.width : term.cols);
  const rows = cells(version === 2 ? header.height : term.rows);
  if (columns === null || rows === null) return null;
  return {
    version,
    columns,
    rows,
    startedAt: typeof timestamp === "number" ? timestamp : null,
    title: typeof title === "string" ? title : null,
  };
};

const readEvent = (line: unknown, beforeMs: number, version: CastVersion): CastEvent | "other" | null => {
  if (!Array.isArray(line)) return null;
  const [time, code, data]: unknown[] = line;
  if (typeof time !== "number" || !Number.isFinite(time) || time < 0 || typeof data !== "string") return null;
  const atMs = Math.max(beforeMs, version === 2 ? time * 1000 : beforeMs + time * 1000);
  if (atMs > longestMs) return null;
  if (code === "o") return { atMs, type: "output", text: data };
  const [, columns, rows] = /^(\d{1,4})x(\d{1,4})$/.exec(data) ?? [];
  const size = { columns: cells(Number(columns)), rows: cells(Number(rows)) };
  if (code === "r" && size.columns !== null && size.rows !== null)
    return { atMs, type: "resize", columns: size.columns, rows: size.rows };
  return "other";
};

/**
 * Reads an asciicast file of version 2 or 3; null when it is none. Markers, input and kinds of a later version are passed over, and so
 * is a last line that was cut off, but not a broken one in the middle.
 */
export const readCast = (file: string): Cast | null => {
  const lines = file.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
  const header = readHeader(parsed(lines[0] ?? ""));
  if (!header) return null;
  const { version, ...about } = header;
  const events: CastEvent[] = [];
  let atMs = 0;
  for (const [index, line] of lines.slice(1).entries()) {
    const value = parsed(line);
    const event = readEvent(value, atMs, version);
    if (event === null) {
      if (index === lines.length - 2) break;
      return null;
    }
    if (event !== "other") {
      atMs = event.atMs;
      events.push(event);
    } else if (version === 3 && Array.isArray(value)) atMs += Number(value[0]) * 1000;
  }
  return { ...about, events, durationMs: atMs };
};
