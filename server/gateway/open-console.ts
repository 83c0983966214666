import type { Duplex } from "node:stream";
import type { OpenLimits } from "#lib/api/requests.ts";
import { isInput } from "#lib/console/input.ts";
import { isUnknown, type Person } from "../auth/person.ts";
import type { Logger } from "../log.ts";
import { type Chunks, chunksOf } from "./chunks.ts";
import { ConsolePipe, type PipeEnd } from "./console-pipe.ts";
import { keepLimits } from "./open-limits.ts";
import { keepReviewing, type Refusal, type ReviewTiming } from "./review.ts";
import type { Admission } from "./ticket-store.ts";
import { ViewOnlyInput } from "./view-only-input.ts";

/** Whether this person may open this console now, asked of the cluster. */
export type MayOpen = (person: Person, admission: Pick<Admission, "tenant" | "name" | "kind">) => Promise<boolean>;

/** Who works on a console: what they do there keeps their session. */
export type Visitor = Person & { touch: () => void };

export type OpenTiming = ReviewTiming & { pingEveryMs: number };

type Open = {
  browser: Duplex;
  heard: Chunks;
  upstream: Duplex;
  shown: Chunks;
  person: Visitor;
  admission: Admission;
  /** Whether the session that opened it is still there. */
  isSignedIn: () => Promise<boolean>;
  mayOpen: MayOpen;
  stopping: AbortSignal;
  timing: OpenTiming;
  limits: OpenLimits;
  log: Logger;
  /** Who of ours took the console, asked when the guest's side ends. */
  takenBy: () => Promise<string | null>;
  onEnd: (end: PipeEnd) => void;
};

/** Joins both sides and watches over them, until either leaves, the session or the right ends, or the server stops. */
export const openConsole = (options: Open): Pick<ConsolePipe, "tell"> => {
  const {
    browser,
    heard,
    upstream,
    shown,
    person,
    admission,
    isSignedIn,
    mayOpen,
    stopping,
    timing,
    log,
    takenBy,
    onEnd,
  } = options;
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
  const onMessage = (firstByte: number | null): void => {
    // Who only looks does nothing, whatever they send.
    if (admission.viewOnly) return;
    if (!isInput(admission.kind, firstByte)) return;
    person.touch();
    limits.noteInput();
  };
  // Before the pipe, which may at once hear what was typed while the guest was dialled.
  const limits = keepLimits(options.limits, over.signal, (code) => pipe.close(code, "limit"));
  const said = admission.viewOnly ? chunksOf(browser.pipe(new ViewOnlyInput(admission.kind))) : heard;
  const { kind } = admission;
  const pipe = new ConsolePipe(browser, upstream, { kind, onEnd: release, onMessage, takenBy, said, shown });
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
  return pipe;
};
