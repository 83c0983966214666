/** What moves with a console: whether it was connected, and what its line has said, where it has one. */
export type Given = { held: boolean; history: string | null };

type Word =
  | { type: "want"; from: string }
  | ({ type: "given"; to: string } & Given)
  | { type: "back"; from: string; history: string | null };

export type HandoverChannel = Pick<BroadcastChannel, "postMessage" | "addEventListener" | "close">;

type Holder = {
  /** Lets go of the console; null where there is nothing to let go of. */
  give: () => Given | null;
  /** Has given, and nobody wants it any more. */
  takeBack: (history: string | null) => void;
};

// Only this product's pages of one person speak on the channel; what is not theirs is another version's.
const isWord = (data: unknown): data is Word =>
  typeof data === "object" && data !== null && "type" in data && ["want", "given", "back"].includes(String(data.type));

/**
 * One console that moves between windows of one person: the one that wants it asks, the one that has it lets go first, and gets it back when the
 * other window closes. So neither meets the other at the guest, where a console has one place.
 */
export class Handover {
  readonly #id: string = crypto.randomUUID();
  readonly #channel: HandoverChannel;
  readonly #holder: Holder;
  #givenTo: string | null = null;
  #wasGiven = false;
  #answer: ((given: Given) => void) | null = null;

  constructor(channel: HandoverChannel, holder: Holder) {
    this.#channel = channel;
    this.#holder = holder;
    channel.addEventListener("message", ({ data }) => {
      if (isWord(data)) this.#hear(data);
    });
  }

  /** Asks for it; null when nobody has let go of it in that time. */
  async want(waitMs: number): Promise<Given | null> {
    const given = await new Promise<Given | null>((resolve) => {
      const timer = setTimeout(() => resolve(null), waitMs);
      this.#answer = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      this.#say({ type: "want", from: this.#id });
    });
    this.#answer = null;
    if (given) [this.#wasGiven, this.#givenTo] = [true, null];
    return given;
  }

  /** This window goes: who gave it the console may have it again. */
  giveBack(history: string | null): void {
    if (this.#wasGiven) this.#say({ type: "back", from: this.#id, history });
    this.#wasGiven = false;
  }

  dispose(): void {
    this.#channel.close();
  }

  #say(word: Word): void {
    this.#channel.postMessage(word);
  }

  #hear(word: Word): void {
    if (word.type === "want") {
      const given = this.#holder.give();
      if (!given) return;
      [this.#givenTo, this.#wasGiven] = [word.from, false];
      this.#say({ type: "given", to: word.from, ...given });
    } else if (word.type === "given") {
      if (word.to === this.#id) this.#answer?.({ held: word.held, history: word.history });
    } else if (word.from === this.#givenTo) {
      this.#givenTo = null;
      this.#holder.takeBack(word.history);
    }
  }
}
