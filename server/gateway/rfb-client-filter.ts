/** What a stream must not go on with: it is no RFB that our viewers speak. */
class NotRfb extends Error {}

type Kind = {
  /** Bytes of it that say how long it is. */
  head: number;
  /** Its whole length, given those. */
  length: (head: Buffer) => number;
  /** Whether it changes nothing for the guest but how its pictures are sent. */
  isHarmless: boolean;
};

const fixed = (length: number, isHarmless: boolean): Kind => ({ head: 1, length: () => length, isHarmless });

/**
 * Client messages by their first byte. Keys, pointer, clipboard, QEMU's extended keys and the size of the screen are the guest's business.
 * https://github.com/rfbproto/rfbproto/blob/master/rfbproto.rst#client-to-server-messages
 */
const kinds = new Map<number, Kind>([
  [0, fixed(20, true)], // SetPixelFormat
  [2, { head: 4, length: (head) => 4 + 4 * head.readUInt16BE(2), isHarmless: true }], // SetEncodings
  [3, fixed(10, true)], // FramebufferUpdateRequest
  [4, fixed(8, false)], // KeyEvent
  [5, fixed(6, false)], // PointerEvent
  // ClientCutText; a negative length is that of the extended clipboard.
  [6, { head: 8, length: (head) => 8 + Math.abs(head.readInt32BE(4)), isHarmless: false }],
  [150, fixed(10, true)], // EnableContinuousUpdates
  [248, { head: 9, length: (head) => 9 + head.readUInt8(8), isHarmless: true }], // ClientFence
  [251, { head: 7, length: (head) => 8 + 16 * head.readUInt8(6), isHarmless: false }], // SetDesktopSize
  [255, { head: 2, length: qemuLength, isHarmless: false }],
]);

/** Of QEMU's messages a viewer of ours sends the extended key alone. */
function qemuLength(head: Buffer): number {
  if (head[1] !== 0) throw new NotRfb("a QEMU message of another kind");
  return 12;
}

/** Versions that have a client choose the kind of security, and the one that has the server tell. */
const versions = new Map<string, Step>([
  ["RFB 003.003\n", "init"],
  ["RFB 003.007\n", "security"],
  ["RFB 003.008\n", "security"],
]);
const versionBytes = 12;
/** KubeVirt's VNC asks for no password; the right to open it was asked of the cluster. */
const noSecurity = 1;

type Step = "version" | "security" | "init" | "messages";

/** Lets pass, of what a viewer says, only what changes nothing for the guest, however its bytes are cut into pieces. */
export class RfbClientFilter {
  #step: Step = "version";
  #held: Buffer = Buffer.alloc(0);
  /** Of the message that is passing or left out now. */
  #remaining = 0;
  #passes = false;

  /** What of these bytes may go on. Throws `NotRfb`. */
  pass(bytes: Buffer): Buffer {
    const out: Buffer[] = [];
    let rest = this.#held.length > 0 ? Buffer.concat([this.#held, bytes]) : bytes;
    this.#held = Buffer.alloc(0);
    while (rest.length > 0) {
      if (this.#remaining === 0 && !this.#begin(rest)) {
        // A copy, and never more than a dozen bytes.
        this.#held = Buffer.from(rest);
        break;
      }
      const part = rest.subarray(0, this.#remaining);
      if (this.#passes) out.push(part);
      this.#remaining -= part.length;
      rest = rest.subarray(part.length);
    }
    return Buffer.concat(out);
  }

  /** Judges what comes next; false while too little of it is there. */
  #begin(rest: Buffer): boolean {
    switch (this.#step) {
      case "version": {
        if (rest.length < versionBytes) return false;
        const next = versions.get(rest.toString("latin1", 0, versionBytes));
        if (!next) throw new NotRfb("a version of another protocol");
        return this.#take(versionBytes, true, next);
      }
      case "security":
        if (rest[0] !== noSecurity) throw new NotRfb("another kind of security");
        return this.#take(1, true, "init");
      case "init":
        return this.#take(1, true, "messages");
      case "messages": {
        const kind = kinds.get(rest[0] ?? 0);
        if (!kind) throw new NotRfb(`a message of kind ${rest[0]}`);
        return rest.length >= kind.head && this.#take(kind.length(rest), kind.isHarmless, "messages");
      }
    }
  }

  #take(length: number, passes: boolean, next: Step): boolean {
    this.#remaining = length;
    this.#passes = passes;
    this.#step = next;
    return true;
  }
}
