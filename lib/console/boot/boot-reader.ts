import { LineReader } from "./line-reader.ts";
import { type BootSign, signOfLine, signOfPrompt } from "./signs.ts";

/** Listens to a serial line for signs of a boot. */
export const createBootReader = (onSign: (sign: BootSign) => void): { read: (bytes: Uint8Array) => void } => {
  const tell = (sign: BootSign | null): void => {
    if (sign) onSign(sign);
  };
  return new LineReader({
    line: (text) => tell(signOfLine(text)),
    prompt: (text) => tell(signOfPrompt(text)),
  });
};
