import type { ConsoleKind } from "../api/requests.ts";

/**
 * Client messages of RFB that a person causes: keys, pointer, clipboard, QEMU's extended keys. A viewer asks for the next picture by itself.
 * https://github.com/rfbproto/rfbproto/blob/master/rfbproto.rst#client-to-server-messages
 */
const rfbInput: ReadonlySet<number> = new Set([4, 5, 6, 255]);

/**
 * Whether what a browser sends shows that somebody is there. A message without bytes (`null`) says just that: it is how a person stays
 * without typing anything into the guest.
 */
export const isInput = (kind: ConsoleKind, firstByte: number | null): boolean =>
  firstByte === null || kind === "serial" || rfbInput.has(firstByte);
