import { writeSync } from "node:fs";
import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Standard output, whole line by whole line. A full pipe is waited for; what cannot be written (a full disk under a redirected output) is
 * lost, and the work that it was about goes on. pino's own destination would try that line again without end, and hold up the exit.
 */
const standardOutput: DestinationStream = {
  write: (line) => {
    let rest = Buffer.from(line);
    for (let tried = 0; rest.length > 0 && tried < 100; tried++) {
      try {
        rest = rest.subarray(writeSync(1, rest));
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) return;
        Atomics.wait(pause, 0, 0, 10);
      }
    }
  },
};

/** Structured lines on stdout. What could hold a secret is censored by name, whoever logs it. */
export const createLog = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ["headers", "cookie", "authorization", "token", "*.headers", "*.cookie", "*.authorization", "*.token"],
        censor: "[redacted]",
      },
    },
    destination ?? standardOutput,
  );

/**
 * An error as one line: the messages of it and its causes. Never the object: libraries hang requests, headers and bodies on theirs.
 * What a server quotes of a rejected value is left out, it may be somebody's cloud-init.
 */
export const reasonOf = (error: unknown): string => {
  const messages: string[] = [];
  for (let at = error; at instanceof Error && messages.length < 5; at = at.cause) messages.push(at.message);
  const text = messages.length > 0 ? messages.join(": ") : String(error);
  return text.replace(/(invalid value: )(?:"(?:[^"\\]|\\.)*"|\S+)/gi, "$1…").slice(0, 1024);
};
