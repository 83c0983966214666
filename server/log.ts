import { type DestinationStream, type Logger as PinoLogger, pino } from "pino";

export type Logger = PinoLogger;

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
    destination ?? pino.destination(1),
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
