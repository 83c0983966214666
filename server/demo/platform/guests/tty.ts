import { createKeyReader, type Key } from "./keys.ts";

/** What runs on a tty: it prints, and gets the keys. */
export type Program = {
  start: () => void;
  key: (key: Key) => void;
  dispose?: () => void;
};

/** What a program can do with its tty. */
export type TtyHandle = {
  print: (text: string) => void;
  /** Prints piece by piece, as fast as whoever is looking takes it; Ctrl-C ends it. Keys typed meanwhile come after it. */
  pour: (pieces: Iterable<string>, onDone: (wasInterrupted: boolean) => void) => void;
};

/** Where a tty's output goes. False from `write` asks to wait for `resume()`. */
export type Viewer = { write: (text: string) => boolean };

export type Tty = {
  input: (bytes: Uint8Array) => void;
  /** The viewer sees what is printed from now on, no history. Returns the way out. */
  attach: (viewer: Viewer) => () => void;
  /** The viewer takes more again. */
  resume: () => void;
  /** Ends what runs and starts this instead. */
  run: (program: (tty: TtyHandle) => Program) => void;
  dispose: () => void;
};

/** Printed in one turn of the event loop by a flood. */
const pieceLength = 16 * 1024;
const longestTypeAhead = 1_024;

type Pour = { pieces: Iterator<string>; onDone: (wasInterrupted: boolean) => void };

export const createTty = (): Tty => {
  let viewer: Viewer | undefined;
  let program: Program | undefined;
  let pour: Pour | undefined;
  let typedAhead: Key[] = [];
  let isWaiting = false;
  let turn: NodeJS.Immediate | undefined;

  const print = (text: string): void => {
    if (viewer && !viewer.write(text)) isWaiting = true;
  };
  const endPour = (wasInterrupted: boolean): void => {
    const { pieces, onDone } = pour ?? {};
    clearImmediate(turn);
    pour = undefined;
    if (wasInterrupted) pieces?.return?.();
    onDone?.(wasInterrupted);
    const waiting = typedAhead;
    typedAhead = [];
    for (const key of waiting) onKey(key);
  };
  const pump = (): void => {
    if (!pour || isWaiting) return;
    let text = "";
    while (text.length < pieceLength) {
      const next = pour.pieces.next();
      if (next.done) {
        print(text);
        endPour(false);
        return;
      }
      text += next.value;
    }
    print(text);
    turn = setImmediate(pump);
  };
  const onKey = (key: Key): void => {
    if (!pour) program?.key(key);
    else if ("name" in key && key.name === "ctrl-c") {
      print("^C\r\n");
      endPour(true);
    } else if (typedAhead.length < longestTypeAhead) typedAhead.push(key);
  };
  const resume = (): void => {
    if (!isWaiting) return;
    isWaiting = false;
    clearImmediate(turn);
    turn = setImmediate(pump);
  };
  const stop = (): void => {
    clearImmediate(turn);
    pour?.pieces.return?.();
    pour = undefined;
    typedAhead = [];
    program?.dispose?.();
    program = undefined;
  };
  const handle: TtyHandle = {
    print,
    pour: (pieces, onDone) => {
      pour = { pieces: pieces[Symbol.iterator](), onDone };
      pump();
    },
  };

  return {
    input: createKeyReader((key) => onKey(key)),
    attach: (next) => {
      viewer = next;
      resume();
      return () => {
        if (viewer !== next) return;
        viewer = undefined;
        resume();
      };
    },
    resume,
    run: (create) => {
      stop();
      program = create(handle);
      program.start();
    },
    dispose: stop,
  };
};
