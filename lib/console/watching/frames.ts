import type { ConsoleKind } from "../../api/requests.ts";
import { imageSize } from "./image-size.ts";

/** What the page of a console sends to those who watch it: one byte that says what it is, then the thing itself. */
export const shownKinds = {
  /** A terminal as it stands: columns and rows (16 bits each), then what draws it. Everything before it is void. */
  terminal: 1,
  /** What the serial line says next. */
  bytes: 2,
  /** The whole screen as an image file. */
  picture: 3,
  /** Nothing can be seen now, as the page that shows it is hidden. */
  paused: 4,
  /** Nothing has changed; the page is there. */
  alive: 5,
} as const;

/** One message; what does not fit is made smaller or left out by the page that shows, and refused by the server. */
export const maxShownBytes = 192 * 1024;
/** Of one console, over all its messages. */
export const maxShownBytesPerSecond = 1024 * 1024;
export const aliveEveryMs = 2_000;

export type Shown =
  | { kind: "terminal"; columns: number; rows: number; drawing: Uint8Array }
  | { kind: "bytes"; bytes: Uint8Array }
  | { kind: "picture"; image: Uint8Array<ArrayBuffer> }
  | { kind: "paused" }
  | { kind: "alive" };

const message = (kind: number, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const size = parts.reduce((sum, part) => sum + part.length, 1);
  const bytes = new Uint8Array(size);
  bytes[0] = kind;
  let at = 1;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

export const terminalMessage = (columns: number, rows: number, drawing: Uint8Array) =>
  message(shownKinds.terminal, Uint8Array.of(columns >> 8, columns & 255, rows >> 8, rows & 255), drawing);
export const bytesMessage = (...parts: readonly Uint8Array[]) => message(shownKinds.bytes, ...parts);
export const pictureMessage = (image: Uint8Array) => message(shownKinds.picture, image);
export const pausedMessage = () => message(shownKinds.paused);
export const aliveMessage = () => message(shownKinds.alive);

const kindsOf: Record<ConsoleKind, readonly number[]> = {
  serial: [shownKinds.terminal, shownKinds.bytes, shownKinds.paused, shownKinds.alive],
  vnc: [shownKinds.picture, shownKinds.paused, shownKinds.alive],
};

/** Either side of a picture; the page that shows sends smaller ones. */
const maxPictureSide = 2048;

const isPicture = (image: Uint8Array): boolean => {
  const size = imageSize(image);
  return size !== null && Math.min(size.width, size.height) > 0 && Math.max(size.width, size.height) <= maxPictureSide;
};

/** Whether a message may be passed on as one of this console. */
export const isShown = (console: ConsoleKind, bytes: Uint8Array): boolean =>
  bytes.length > 0 &&
  bytes.length <= maxShownBytes &&
  kindsOf[console].includes(bytes[0] ?? 0) &&
  (bytes[0] !== shownKinds.picture || isPicture(bytes.subarray(1)));

/** A grid that a guest's page could not have is not drawn. */
const most = { columns: 1000, rows: 500 };

/** What a message shows; null when it is none. */
export const readShown = (bytes: Uint8Array<ArrayBuffer>): Shown | null => {
  const rest = bytes.subarray(1);
  switch (bytes[0]) {
    case shownKinds.terminal: {
      if (rest.length < 4) return null;
      const view = new DataView(rest.buffer, rest.byteOffset, 4);
      const [columns, rows] = [view.getUint16(0), view.getUint16(2)];
      if (columns < 1 || rows < 1 || columns > most.columns || rows > most.rows) return null;
      return { kind: "terminal", columns, rows, drawing: rest.subarray(4) };
    }
    case shownKinds.bytes:
      return { kind: "bytes", bytes: rest };
    case shownKinds.picture:
      return isPicture(rest) ? { kind: "picture", image: rest } : null;
    case shownKinds.paused:
      return { kind: "paused" };
    case shownKinds.alive:
      return { kind: "alive" };
    default:
      return null;
  }
};
