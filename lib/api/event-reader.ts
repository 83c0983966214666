import type { StreamEvent } from "./stream-events.ts";

const field = "data: ";

/** Takes a server-sent event stream as it arrives, in pieces of any size, and gives each event's one line of data. */
export const createEventReader = (onData: (data: string) => void): ((text: string) => void) => {
  let rest = "";
  return (text) => {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line.startsWith(field)) onData(line.slice(field.length));
  };
};

/** An event as the server wrote it; null for anything else. */
export const readEvent = (data: string): StreamEvent | null => {
  try {
    const event: unknown = JSON.parse(data);
    // Our own server wrote it, in the format that was asked for.
    return typeof event === "object" && event !== null && "type" in event ? (event as StreamEvent) : null;
  } catch {
    return null;
  }
};
