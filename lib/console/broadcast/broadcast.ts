/** One of the consoles that stand side by side, as far as a broadcast cares. */
export type BroadcastMember = {
  isConnected: () => boolean;
  /** Told after each change of the above. */
  subscribe: (listener: () => void) => () => void;
  /** False: it did not go out. */
  send: (bytes: Uint8Array<ArrayBuffer>) => boolean;
};

/** Why it is off; each is a key of messages `consoles.broadcast.off.<reason>`. */
export type BroadcastOff = "never" | "by-person" | "set-changed" | "connection-changed" | "hidden";

export type BroadcastState = { isOn: false; why: BroadcastOff } | { isOn: true; to: readonly string[] };

/** With fewer there is nobody else to type to. */
const fewest = 2;

/**
 * What is typed into one of several consoles goes to all of them, while somebody has it so. It goes to exactly those that were there
 * when it was switched on: a change of the set, a connection that breaks or comes back, or a page that nobody sees switches it off.
 */
export class Broadcast {
  readonly #members = new Map<string, BroadcastMember>();
  readonly #listeners = new Set<() => void>();
  #state: BroadcastState = { isOn: false, why: "never" };
  #connected: readonly string[] = [];

  /** Those that it would go to now; one array until they change. */
  readonly getConnected = (): readonly string[] => this.#connected;
  readonly getState = (): BroadcastState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Adds a console; the answer takes it out again. */
  join(name: string, member: BroadcastMember): () => void {
    this.#members.set(name, member);
    this.turnOff("set-changed");
    this.#check();
    const stop = member.subscribe(() => this.#check());
    return () => {
      stop();
      if (this.#members.get(name) !== member) return;
      this.#members.delete(name);
      this.turnOff("set-changed");
      this.#check();
    };
  }

  /** To all that are connected now; nothing where they are too few. */
  turnOn(): void {
    if (this.#connected.length >= fewest) this.#set({ isOn: true, to: this.#connected });
  }

  turnOff(why: Exclude<BroadcastOff, "never">): void {
    if (this.#state.isOn) this.#set({ isOn: false, why });
  }

  /** Somebody typed into one of them, which has it already. */
  type(from: string, bytes: Uint8Array<ArrayBuffer>): void {
    if (!this.#state.isOn || !this.#state.to.includes(from)) return;
    for (const name of this.#state.to) {
      if (name === from) continue;
      // What one does not get must not go on to the others unnoticed.
      if (!this.#members.get(name)?.send(bytes)) this.turnOff("connection-changed");
    }
  }

  #check(): void {
    const now = [...this.#members].flatMap(([name, member]) => (member.isConnected() ? [name] : []));
    const before = this.#connected;
    if (now.length === before.length && before.every((name) => now.includes(name))) return;
    this.#connected = now;
    if (this.#state.isOn) this.turnOff("connection-changed");
    else this.#tell();
  }

  #set(state: BroadcastState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
