import type { CloseCode } from "#lib/console/close-codes.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Logger } from "../log.ts";
import { wait } from "../wait.ts";

export type ReviewTiming = {
  /** Between two reviews that were answered. */
  reviewEveryMs: number;
  /** One review's own time; together with the above it stays below a minute, within which a withdrawn right ends a console. */
  reviewTimeoutMs: number;
  /** Between reviews while none is answered. */
  reviewAgainMs: number;
  /** A console that nobody could vouch for in so long is closed. */
  unreviewedMs: number;
};

export type Refusal = { code: CloseCode; why: string };

type Reviewed = {
  /** Whether the session behind the browser's cookie is still there, asked of its store. */
  isSignedIn: () => Promise<boolean>;
  /** Whether the person may still open this console, asked of the cluster. */
  mayOpen: () => Promise<boolean>;
  timing: ReviewTiming;
  log: Logger;
  /** Called once, with what the console is to be closed with. */
  onRefused: (refusal: Refusal) => void;
};

const ask = async ({ isSignedIn, mayOpen, timing }: Reviewed, signal: AbortSignal): Promise<Refusal | null> => {
  const time = AbortSignal.any([signal, AbortSignal.timeout(timing.reviewTimeoutMs)]);
  const overtime = new Promise<never>((_resolve, reject) => {
    time.addEventListener("abort", () => reject(time.reason), { once: true });
  });
  const [signedIn, allowed] = await Promise.race([Promise.all([isSignedIn(), mayOpen()]), overtime]);
  if (!signedIn) return { code: 4401, why: "session gone" };
  return allowed ? null : { code: 4403, why: "permission withdrawn" };
};

const refusalOf = (error: unknown): Refusal | null => {
  const { code } = problemOf(error);
  if (code === "session-ended" || code === "signed-out") return { code: 4401, why: "session refused by the cluster" };
  return code === "forbidden" ? { code: 4403, why: "review forbidden" } : null;
};

/** Asks again and again while a console is open: KubeVirt's streams outlive the rights they were opened with (platform-api.md 4.3). */
export const keepReviewing = async (reviewed: Reviewed, signal: AbortSignal): Promise<void> => {
  const { timing, log, onRefused } = reviewed;
  let vouchedAt = performance.now();
  let isVouched = true;
  for (;;) {
    await wait(isVouched ? timing.reviewEveryMs : timing.reviewAgainMs, signal);
    if (signal.aborted) return;
    isVouched = false;
    try {
      const refusal = await ask(reviewed, signal);
      if (signal.aborted) return;
      if (refusal) return onRefused(refusal);
      isVouched = true;
      vouchedAt = performance.now();
    } catch (error) {
      if (signal.aborted) return;
      const refusal = refusalOf(error);
      if (refusal) return onRefused(refusal);
      log.warn({ code: problemOf(error).code }, "console permission could not be reviewed");
      if (performance.now() - vouchedAt >= timing.unreviewedMs) return onRefused({ code: 4502, why: "not reviewed" });
    }
  }
};
