import { ByteSteps } from "./byte-steps.ts";
import { type ScreenSigns, serverMessages } from "./server-messages.ts";
import { pushToCorner, ViewerMessages } from "./viewer-messages.ts";

/**
 * Stands between a guest's screen and its viewer, outside of both. What it lets through has the size that it says, is no larger than a page can
 * hold, and was asked for; everything else is thrown as a ScreenRefusal before the viewer hears of it.
 */
export class ScreenGuard {
  readonly #server: ByteSteps;
  readonly #viewer: ViewerMessages;
  readonly #onSigns: (signs: ScreenSigns) => void;
  #signs: ScreenSigns = { size: null, resize: "no", pointer: "unknown", pictures: 0 };
  /** Updates that were asked for and have not come. */
  #asked = 0;

  constructor(onSigns: (signs: ScreenSigns) => void = () => {}) {
    this.#onSigns = onSigns;
    this.#server = new ByteSteps((put) =>
      serverMessages(put, {
        signs: () => this.#signs,
        onSigns: (part) => this.#learn(part),
        countUpdate: () => {
          this.#asked -= 1;
          return -this.#asked;
        },
      }),
    );
    this.#viewer = new ViewerMessages({
      pointer: () => this.#signs.pointer,
      // A viewer asks again after every update, also after those that only brought news.
      onAsked: () => {
        this.#asked = Math.max(this.#asked + 1, 1);
      },
    });
  }

  get signs(): ScreenSigns {
    return this.#signs;
  }

  /** From the screen: what of it the viewer may read. */
  receive(piece: Uint8Array): Uint8Array[] {
    return this.#server.receive(piece);
  }

  /** From the viewer: what of it the screen is sent. Before the screen said what it is, everything. */
  send(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    return this.#signs.size === null ? bytes : this.#viewer.rewrite(bytes);
  }

  /** Brings a pointer without tablet into the corner, from where its place is known again. Null where it needs none. */
  corner(): Uint8Array<ArrayBuffer> | null {
    if (this.#signs.pointer !== "relative") return null;
    this.#viewer.pointerIsAt(0, 0);
    return pushToCorner();
  }

  #learn(part: Partial<ScreenSigns>): void {
    this.#signs = { ...this.#signs, ...part };
    this.#onSigns(this.#signs);
  }
}
