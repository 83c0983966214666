import type { Duplex } from "node:stream";
import { isUnknown, type Person } from "../auth/person.ts";
import type { Logger } from "../log.ts";
import { ConsolePipe, type PipeEnd } from "./console-pipe.ts";
import { keepReviewing, type Refusal, type ReviewTiming } from "./review.ts";
import type { Admission } from "./ticket-store.ts";

/** Whether this person may open this console now, asked of the cluster. */
export type MayOpen = (person: Person, admission: Pick<Admission, "tenant" | "name" | "kind">) => Promise<boolean>;

/** Who works on a console: what they do there keeps their session. */
export type Visitor = Person & { touch: () => void };

/**
 * Client messages of RFB that a person causes: keys, pointer, clipboard, QEMU's extended keys. A viewer asks for the next picture by itself.
 * https://github.com/rfbproto/rfbproto/blob/master/rfbproto.rst#client-to-server-messages
 */
const rfbInput: ReadonlySet<number> = new Set([4, 5, 6, 255]);

export type OpenTiming = ReviewTiming & { pingEveryMs: number };

type Open = {
  browser: Duplex;
  upstream: Duplex;
  person: Visitor;
  admission: Admission;
  /** Whether the session that opened it is still there. */
  isSignedIn: () => Promise<boolean>;
  mayOpen: MayOpen;
  stopping: AbortSignal;
  timing: OpenTiming;
  log: Logger;
  /** Who of ours took the console, asked when the guest's side ends. */
  takenBy: () => Promise<string | null>;
  onEnd: (end: PipeEnd) => void;
};

/** Joins both sides and watches over them, until either leaves, the session or the right ends, or the server stops. */
export const openConsole = (options: Open): void => {
  const { browser, upstream, person, admission, isSignedIn, mayOpen, stopping, timing, log, takenBy, onEnd } = options;
  const over = new AbortController();

  const onSessionEnd = (): void =>
    isUnknown(person.ended) ? pipe.close(4503, "session unknown") : pipe.close(4401, "session ended");
  const onStopping = (): void => pipe.close(4503, "server stops");
  const pings = setInterval(() => pipe.ping(), timing.pingEveryMs).unref();
  const release = (end: PipeEnd): void => {
    over.abort();
    clearInterval(pings);
    person.ended.removeEventListener("abort", onSessionEnd);
    stopping.removeEventListener("abort", onStopping);
    onEnd(end);
  };
  const onMessage = (firstByte: number): void => {
    if (admission.kind === "serial" || rfbInput.has(firstByte)) person.touch();
  };
  const pipe = new ConsolePipe(browser, upstream, release, onMessage, takenBy);
  person.ended.addEventListener("abort", onSessionEnd, { once: true });
  stopping.addEventListener("abort", onStopping, { once: true });
  if (person.ended.aborted) onSessionEnd();
  if (stopping.aborted) onStopping();
  const reviewed = {
    isSignedIn,
    mayOpen: () => mayOpen(person, admission),
    timing,
    log,
    onRefused: ({ code, why }: Refusal) => pipe.close(code, why),
  };
  void keepReviewing(reviewed, over.signal);
};
