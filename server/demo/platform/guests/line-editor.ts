import type { Key } from "./keys.ts";

export type LineEvent =
  | { type: "line"; text: string }
  | { type: "interrupt" }
  | { type: "end" }
  | { type: "complete"; before: string };

type Options = {
  print: (text: string) => void;
  /** What stands before the line, drawn again after Ctrl-L. */
  prompt: string;
  /** False for a password: nothing typed is shown. */
  isShown?: boolean;
  /** Earlier lines, the newest last. */
  history?: readonly string[];
  onEvent: (event: LineEvent) => void;
};

const longestLine = 4_096;
const back = (count: number): string => (count > 0 ? `\u001b[${count}D` : "");

/** One line being typed at a terminal: editing in place, history by the arrow keys, as readline does it. */
export const createLineEditor = ({ print, prompt, isShown = true, history = [], onEvent }: Options) => {
  let line: string[] = [];
  let at = 0;
  let inHistory = history.length;

  const show = (text: string): void => {
    if (isShown) print(text);
  };
  /** Draws what follows `from` again and puts the cursor back where it belongs. */
  const redraw = (from: number): void => {
    show(`${line.slice(from).join("")}\u001b[K${back(line.length - at)}`);
  };
  const insert = (text: string): void => {
    if (line.length >= longestLine) return;
    line.splice(at, 0, text);
    at += 1;
    if (at === line.length) show(text);
    else redraw(at - 1);
  };
  const remove = (from: number, to: number): void => {
    if (from >= to) return;
    show(back(at - from));
    line.splice(from, to - from);
    at = from;
    redraw(at);
  };
  const moveTo = (column: number): void => {
    if (column < at) show(back(at - column));
    else show(line.slice(at, column).join(""));
    at = column;
  };
  const replace = (text: string): void => {
    moveTo(0);
    line = [...text];
    at = line.length;
    redraw(0);
  };
  const recall = (step: number): void => {
    const next = inHistory + step;
    if (next < 0 || next > history.length) return;
    inHistory = next;
    replace(history[next] ?? "");
  };
  const wordStart = (): number => {
    let column = at;
    while (column > 0 && line[column - 1] === " ") column -= 1;
    while (column > 0 && line[column - 1] !== " ") column -= 1;
    return column;
  };
  const clear = (): void => {
    line = [];
    at = 0;
    inHistory = history.length;
  };

  const named: Record<string, () => void> = {
    enter: () => {
      const text = line.join("");
      print("\r\n");
      clear();
      onEvent({ type: "line", text });
    },
    backspace: () => remove(Math.max(0, at - 1), at),
    delete: () => {
      if (at === line.length) return;
      line.splice(at, 1);
      redraw(at);
    },
    left: () => moveTo(Math.max(0, at - 1)),
    right: () => moveTo(Math.min(line.length, at + 1)),
    home: () => moveTo(0),
    end: () => moveTo(line.length),
    up: () => recall(-1),
    down: () => recall(1),
    tab: () => onEvent({ type: "complete", before: line.slice(0, at).join("") }),
    "ctrl-a": () => moveTo(0),
    "ctrl-e": () => moveTo(line.length),
    "ctrl-b": () => moveTo(Math.max(0, at - 1)),
    "ctrl-f": () => moveTo(Math.min(line.length, at + 1)),
    "ctrl-u": () => remove(0, at),
    "ctrl-k": () => {
      line.length = at;
      redraw(at);
    },
    "ctrl-w": () => remove(wordStart(), at),
    "ctrl-l": () => {
      print(`\u001b[2J\u001b[H${prompt}`);
      show(line.join("") + back(line.length - at));
    },
    "ctrl-c": () => {
      print("^C\r\n");
      clear();
      onEvent({ type: "interrupt" });
    },
    "ctrl-d": () => {
      if (line.length === 0) onEvent({ type: "end" });
      else named.delete?.();
    },
  };

  return {
    key: (key: Key): void => {
      if ("text" in key) insert(key.text);
      else named[key.name]?.();
    },
    insert: (text: string): void => {
      for (const character of text) insert(character);
    },
  };
};
