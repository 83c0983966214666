import type { Duplex } from "node:stream";
import type { Person } from "../auth/person.ts";
import { problemOf } from "../http/problem-error.ts";
import type { Logger } from "../log.ts";
import { ConsolePipe, type PipeEnd } from "./console-pipe.ts";
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

export type OpenTiming = { pingEveryMs: number; reviewEveryMs: number };

type Open = {
  browser: Duplex;
  upstream: Duplex;
  person: Visitor;
  admission: Admission;
  mayOpen: MayOpen;
  stopping: AbortSignal;
  timing: OpenTiming;
  log: Logger;
  onEnd: (end: PipeEnd) => void;
};

/** Joins both sides and watches over them: KubeVirt's streams outlive the rights they were opened with, ours do not. */
export const openConsole = (options: Open): void => {
  const { browser, upstream, person, admission, mayOpen, stopping, timing, log, onEnd } = options;

  const onSessionEnd = (): void => pipe.close(4401, "session ended");
  const onStopping = (): void => pipe.close(4503, "server stops");
  const review = async (): Promise<void> => {
    try {
      if (!(await mayOpen(person, admission))) pipe.close(4403, "permission withdrawn");
    } catch (error) {
      const { code } = problemOf(error);
      if (code === "session-ended" || code === "signed-out") pipe.close(4401, "session refused by the cluster");
      else if (code === "forbidden") pipe.close(4403, "review forbidden");
      else log.warn({ code }, "console permission could not be reviewed");
    }
  };

  const pings = setInterval(() => pipe.ping(), timing.pingEveryMs).unref();
  const reviews = setInterval(() => void review(), timing.reviewEveryMs).unref();
  const release = (end: PipeEnd): void => {
    clearInterval(pings);
    clearInterval(reviews);
    person.ended.removeEventListener("abort", onSessionEnd);
    stopping.removeEventListener("abort", onStopping);
    onEnd(end);
  };
  const onMessage = (firstByte: number): void => {
    if (admission.kind === "serial" || rfbInput.has(firstByte)) person.touch();
  };
  const pipe = new ConsolePipe(browser, upstream, release, onMessage);
  person.ended.addEventListener("abort", onSessionEnd, { once: true });
  stopping.addEventListener("abort", onStopping, { once: true });
  if (person.ended.aborted) onSessionEnd();
  if (stopping.aborted) onStopping();
};
