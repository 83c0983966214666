import type { Key } from "./keys.ts";
import type { WindowSize } from "./linux-commands.ts";
import type { Files } from "./linux-files.ts";
import type { Program } from "./tty.ts";

type Options = {
  print: (text: string) => void;
  files: Files;
  path: string;
  /** As the terminal's driver was told: a serial line does not know by itself. */
  size: WindowSize;
  onLeave: () => void;
};

const enterScreen = "\u001b[?1049h\u001b[?1h";
const leaveScreen = "\u001b[?1l\u001b[?1049l";
const at = (row: number, column: number): string => `\u001b[${row + 1};${column + 1}H`;
const inverse = (text: string): string => `\u001b[7m${text}\u001b[0m`;

/** A small vi: a screen of its own, the cursor put where it belongs, insert and command mode, `:w`, `:q`, `:q!`, `:wq`. */
export const createVi = ({ print, files, path, size, onLeave }: Options): Program => {
  const { columns, rows } = size;
  const textRows = rows - 1;
  const stored = files.read(path);
  const lines = (stored ?? "").replace(/\n$/, "").split("\n");
  let mode: "command" | "insert" | "colon" = "command";
  let row = 0;
  let column = 0;
  let top = 0;
  let colon = "";
  let pending = "";
  let isChanged = false;
  let message = stored === undefined ? `"${path}" [New]` : `"${path}" ${lines.length}L`;

  const line = (): string => lines[row] ?? "";
  const draw = (): void => {
    top = Math.min(top, row);
    top = Math.max(top, row - textRows + 1);
    const shown = Array.from({ length: textRows }, (_, index) => {
      const text = lines[top + index];
      return `${at(index, 0)}\u001b[2K${text === undefined ? "\u001b[34m~\u001b[0m" : text.slice(0, columns)}`;
    });
    const words = mode === "insert" ? "-- INSERT --" : mode === "colon" ? `:${colon}` : message;
    const status = words.slice(0, columns - 1);
    const place = mode === "colon" ? at(rows - 1, colon.length + 1) : at(row - top, Math.min(column, columns - 1));
    print(
      `\u001b[?25l${shown.join("")}${at(rows - 1, 0)}\u001b[2K${mode === "insert" ? inverse(status) : status}${place}\u001b[?25h`,
    );
  };
  const change = (text: string): void => {
    lines[row] = text;
    isChanged = true;
  };
  const move = (down: number, right: number): void => {
    row = Math.max(0, Math.min(lines.length - 1, row + down));
    const last = mode === "insert" ? line().length : Math.max(0, line().length - 1);
    column = Math.max(0, Math.min(last, column + right));
  };
  const leave = (): void => {
    print(`${at(rows - 1, 0)}\u001b[2K${leaveScreen}`);
    onLeave();
  };
  /** False: it stays open. */
  const run = (command: string): boolean => {
    if (/^(w|wq|x)$/.test(command)) {
      files.write(path, `${lines.join("\n")}\n`);
      isChanged = false;
      message = `"${path}" ${lines.length}L written`;
    } else if (!/^q!?$/.test(command)) message = `Not an editor command: ${command}`;
    if (command === "q" && isChanged) message = "No write since last change (:q! overrides)";
    return /^(wq|x|q!)$/.test(command) || (command === "q" && !isChanged);
  };

  const insertKey = (key: Key): void => {
    if ("text" in key) {
      change(line().slice(0, column) + key.text + line().slice(column));
      column += key.text.length;
    } else if (key.name === "enter") {
      lines.splice(row + 1, 0, line().slice(column));
      change(line().slice(0, column));
      row += 1;
      column = 0;
    } else if (key.name === "backspace" && column > 0) {
      change(line().slice(0, column - 1) + line().slice(column));
      column -= 1;
    } else if (key.name === "escape") {
      mode = "command";
      move(0, -1);
    } else arrows[key.name]?.();
  };
  const insertAt = (where: number): void => {
    mode = "insert";
    column = Math.min(where, line().length);
  };
  const arrows: Record<string, () => void> = {
    up: () => move(-1, 0),
    down: () => move(1, 0),
    left: () => move(0, -1),
    right: () => move(0, 1),
  };
  const letters: Record<string, () => void> = {
    k: () => move(-1, 0),
    j: () => move(1, 0),
    h: () => move(0, -1),
    l: () => move(0, 1),
    G: () => move(lines.length, 0),
    i: () => insertAt(column),
    a: () => insertAt(column + 1),
    A: () => insertAt(line().length),
    o: () => {
      lines.splice(row + 1, 0, "");
      isChanged = true;
      row += 1;
      insertAt(0);
    },
    x: () => change(line().slice(0, column) + line().slice(column + 1)),
    dd: () => {
      lines.splice(row, 1);
      if (lines.length === 0) lines.push("");
      isChanged = true;
      move(0, 0);
    },
    ":": () => {
      mode = "colon";
      colon = "";
    },
  };
  const commandKey = (key: Key): void => {
    if ("name" in key) {
      pending = "";
      arrows[key.name]?.();
      return;
    }
    const typed = pending + key.text;
    pending = typed === "d" ? typed : "";
    if (Object.hasOwn(letters, typed)) letters[typed]?.();
  };
  /** False: the editor is left. */
  const colonKey = (key: Key): boolean => {
    if ("text" in key) colon += key.text;
    else if (key.name === "enter") {
      mode = "command";
      return !run(colon);
    } else if (key.name === "backspace" && colon !== "") colon = colon.slice(0, -1);
    else mode = "command";
    return true;
  };

  /** Alt with a key is Escape and the key. */
  const keysOf = (key: Key): Key[] =>
    "name" in key && key.name.startsWith("alt-") ? [{ name: "escape" }, { text: key.name.slice(4) }] : [key];
  /** False: the editor is left. */
  const take = (key: Key): boolean => {
    if (mode === "colon") return colonKey(key);
    if (mode === "insert") insertKey(key);
    else commandKey(key);
    return true;
  };

  return {
    start: () => {
      print(enterScreen);
      draw();
    },
    key: (key) => {
      for (const each of keysOf(key))
        if (!take(each)) {
          leave();
          return;
        }
      draw();
    },
  };
};
