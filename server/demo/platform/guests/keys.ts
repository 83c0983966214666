import { createEscapeParser } from "./escape-parser.ts";

/** What a terminal sent: a character, or a key by name. */
export type Key = { text: string } | { name: KeyName };
export type KeyName =
  | "enter"
  | "backspace"
  | "delete"
  | "tab"
  | "up"
  | "down"
  | "left"
  | "right"
  | "home"
  | "end"
  | "escape"
  | `alt-${string}`
  | `ctrl-${string}`;

const ofControl: Record<string, KeyName> = { "\r": "enter", "\n": "enter", "\b": "backspace", "\t": "tab" };
const ofFinal: Record<string, KeyName> = { A: "up", B: "down", C: "right", D: "left", H: "home", F: "end" };
const ofNumber: Record<number, KeyName> = { 1: "home", 3: "delete", 4: "end", 7: "home", 8: "end" };

/** Reads keys from the bytes of a terminal, in whatever pieces they come: UTF-8, control characters, cursor key sequences. */
export const createKeyReader = (onKey: (key: Key) => void): ((bytes: Uint8Array) => void) => {
  const decoder = new TextDecoder();
  let isAfterReturn = false;
  const parse = createEscapeParser({
    print: (codePoint) => onKey({ text: String.fromCodePoint(codePoint) }),
    control: (character) =>
      onKey({ name: ofControl[character] ?? `ctrl-${String.fromCharCode(character.charCodeAt(0) + 96)}` }),
    sequence: (final, [number = 0]) => {
      const name = final === "~" ? ofNumber[number] : ofFinal[final];
      if (name) onKey({ name });
    },
    // Escape and a key after it, which is what Alt with that key sends, too.
    escape: (final) => onKey({ name: final === "\u001b" ? "escape" : `alt-${final}` }),
  });
  return (bytes) => {
    // Application cursor keys: ESC O A.
    for (const character of decoder.decode(bytes, { stream: true }).replaceAll("\u001bO", "\u001b[")) {
      // A terminal may send CR LF for one Enter.
      const isPair = isAfterReturn && character === "\n";
      isAfterReturn = character === "\r";
      if (isPair) continue;
      if (character === "\u007f") onKey({ name: "backspace" });
      else parse(character);
    }
  };
};
