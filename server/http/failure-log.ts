import { type Logger, reasonOf } from "../log.ts";
import { problemOf } from "./problem-error.ts";

/** One line about a failure, with the reason upstream gave: that is for the log alone, people get the code. */
export const logFailure = (log: Pick<Logger, "info" | "warn">, error: unknown, what: string): void => {
  const { code, about, status } = problemOf(error);
  const line = { code, about, reason: reasonOf(error) };
  if (code === "internal" && error instanceof Error) log.warn({ ...line, stack: error.stack }, `${what} failed`);
  else if (status >= 500) log.warn(line, `${what} failed`);
  else if (error instanceof Error && error.cause) log.info(line, `${what} refused`);
};
