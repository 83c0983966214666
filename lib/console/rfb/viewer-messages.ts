import { encodings, mayBeAskedFor } from "./encodings.ts";
import { uint16, uint32 } from "./pictures.ts";

/** What the screen is told depends on what it said before. */
export type ViewerSide = { pointer: () => "unknown" | "absolute" | "relative"; onAsked: () => void };

const setEncodings = 2;
const updateRequest = 3;
const pointerEvent = 5;

/** Length of the message that begins there; 0 for one that noVNC does not send. */
const lengthAt = (bytes: Uint8Array, at: number): number => {
  switch (bytes[at]) {
    case 0:
      return 20;
    case setEncodings:
      return 4 + 4 * uint16(bytes, at + 2);
    case updateRequest:
      return 10;
    case 4:
      return 8;
    case pointerEvent:
      return (bytes[at + 1] ?? 0) & 0x80 ? 7 : 6;
    case 6:
      return 8 + Math.abs(uint32(bytes, at + 4) | 0);
    case 251:
      return 8 + 16 * (bytes[at + 6] ?? 0);
    case 255:
      return 12;
    default:
      return 0;
  }
};

/** In the middle: QEMU takes what a pointer without tablet sends as a distance from here. */
const still = 0x7fff;

const clamped = (value: number): number => Math.min(0xffff, Math.max(0, value));

/** The viewer's side of RFB: it asks only for what the guard can read, and moves a pointer that has no place of its own by distances. */
export class ViewerMessages {
  readonly #side: ViewerSide;
  #last: { x: number; y: number } | null = null;

  constructor(side: ViewerSide) {
    this.#side = side;
  }

  /** noVNC sends whole messages. */
  rewrite(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (let at = 0; at < bytes.length; ) {
      const length = lengthAt(bytes, at);
      const end = length === 0 ? bytes.length : at + length;
      parts.push(this.#message(bytes.slice(at, end)));
      at = end;
    }
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  /** Where the guest's pointer is known to be, as after a push into a corner. */
  pointerIsAt(x: number, y: number): void {
    this.#last = { x, y };
  }

  #message(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    if (bytes[0] === setEncodings) return askedEncodings(bytes);
    if (bytes[0] === updateRequest) this.#side.onAsked();
    else if (bytes[0] === pointerEvent) this.#move(bytes);
    return bytes;
  }

  #move(bytes: Uint8Array<ArrayBuffer>): void {
    const [x, y] = [uint16(bytes, 2), uint16(bytes, 4)];
    const last = this.#last ?? { x, y };
    this.#last = { x, y };
    if (this.#side.pointer() !== "relative") return;
    const view = new DataView(bytes.buffer);
    view.setUint16(2, clamped(still + x - last.x));
    view.setUint16(4, clamped(still + y - last.y));
  }
}

const askedEncodings = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  const view = new DataView(bytes.buffer);
  const asked = Array.from({ length: uint16(bytes, 2) }, (_, index) => view.getInt32(4 + 4 * index));
  const kept = [...asked.filter(mayBeAskedFor), encodings.pointerChange];
  const rewritten = new DataView(new ArrayBuffer(4 + 4 * kept.length));
  rewritten.setUint8(0, setEncodings);
  rewritten.setUint16(2, kept.length);
  kept.forEach((code, index) => {
    rewritten.setInt32(4 + 4 * index, code);
  });
  return new Uint8Array(rewritten.buffer);
};

/** A pointer event that pushes a pointer without tablet as far up and left as one event can. */
export const pushToCorner = (): Uint8Array<ArrayBuffer> => Uint8Array.of(pointerEvent, 0, 0, 0, 0, 0);
