type Handler = {
  print: (codePoint: number) => void;
  /** A C0 control character. */
  control: (character: string) => void;
  /** `ESC [ prefix parameters final`. */
  sequence: (final: string, parameters: number[], prefix: string) => void;
  /** `ESC final`; of two escapes in a row the first is one by itself. */
  escape: (final: string) => void;
};

/** Longer sequences than this are nobody's and are dropped. */
const longest = 64;

const readSequence = (body: string): { parameters: number[]; prefix: string } => {
  const prefix = /^[<=>?]/.exec(body)?.[0] ?? "";
  const rest = body.slice(prefix.length);
  return { parameters: rest === "" ? [] : rest.split(";").map((part) => Number.parseInt(part, 10) || 0), prefix };
};

/** Splits what a terminal receives into characters, control characters and escape sequences; text may come in any pieces. */
export const createEscapeParser = (handler: Handler): ((text: string) => void) => {
  let state: "ground" | "escape" | "sequence" | "string" = "ground";
  let body = "";

  const step = (character: string): void => {
    if (state === "string") {
      // Operating system commands (titles): until BEL or ESC \.
      if (character === "\u0007") state = "ground";
      else if (character === "\u001b") state = "escape";
    } else if (character === "\u001b") {
      if (state === "escape") handler.escape(character);
      state = "escape";
    } else if (character < " ") {
      handler.control(character);
    } else if (state === "ground") {
      if (character !== "\u007f") handler.print(character.codePointAt(0) ?? 0);
    } else if (state === "escape") {
      body = "";
      if (character === "[") state = "sequence";
      else if (character === "]" || character === "P") state = "string";
      else {
        state = "ground";
        handler.escape(character);
      }
    } else if (character >= "@" && character <= "~") {
      const { parameters, prefix } = readSequence(body);
      state = "ground";
      handler.sequence(character, parameters, prefix);
    } else {
      body += character;
      if (body.length > longest) state = "ground";
    }
  };

  return (text) => {
    for (const character of text) step(character);
  };
};
