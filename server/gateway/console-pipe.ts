import type { Duplex } from "node:stream";
import type { ConsoleKind } from "#lib/api/requests.ts";
import { type CloseCode, closeCodes } from "#lib/console/close-codes.ts";
import { takenOverReason } from "#lib/console/watching/taken-over.ts";
import { type Chunks, chunksOf } from "./chunks.ts";
import { FrameRelay } from "./frame-relay.ts";
import type { Scan } from "./frame-scanner.ts";
import { closeFrame, openFrame, pingFrame, textFrame } from "./own-frames.ts";

/** A person's side sends keys and pastes, a guest's side pictures; neither needs frames near these sizes. */
export const maxBrowserFrameBytes = 1024 * 1024;
export const maxUpstreamFrameBytes = 16 * 1024 * 1024;

const lingerMs = 2000;
/** KubeVirt's frames are at most half of it. */
const maxPaddingBytes = 64 * 1024;
const nameWithinMs = 1000;
/** A side that did nothing at this many looks in a row, although it was pinged at each, is gone. */
const mostQuietLooks = 2;

const isGone = (socket: Duplex): boolean => socket.readableEnded || socket.destroyed;

export type PipeEnd = {
  by: "browser" | "upstream" | "gateway";
  code: CloseCode | 1000;
  why: string;
  /** What the browser is told beside the code, where the code's own word is not all. */
  reason?: string;
};

export type PipeOptions = {
  kind: ConsoleKind;
  onEnd: (end: PipeEnd) => void;
  /** Told the first byte of each message from the browser; null of one without bytes. */
  onMessage?: (firstByte: number | null) => void;
  /** Who of ours took it, asked when the guest's side ends. */
  takenBy?: () => Promise<string | null>;
  /** What of the browser's bytes is meant for the guest, where that is not all or not read as a stream. */
  said?: Chunks;
  /** The guest's bytes, where they are not read as a stream. */
  shown?: Chunks;
};

/** One open console: a browser's socket and the guest's, joined after both handshakes. */
export class ConsolePipe {
  readonly #browser: Duplex;
  readonly #upstream: Duplex;
  readonly #toBrowser: FrameRelay;
  readonly #toUpstream: FrameRelay;
  readonly #onEnd: (end: PipeEnd) => void;
  readonly #takenBy: () => Promise<string | null>;
  readonly #maxPadding: number;
  #isUpstreamOver = false;
  #ended = false;
  readonly #quietLooks = { browser: 0, upstream: 0 };

  constructor(browser: Duplex, upstream: Duplex, options: PipeOptions) {
    const { kind, onEnd, onMessage = () => {}, takenBy = async () => null } = options;
    const { said = chunksOf(browser), shown = chunksOf(upstream) } = options;
    this.#browser = browser;
    this.#upstream = upstream;
    this.#onEnd = onEnd;
    this.#takenBy = takenBy;
    // A terminal shows nothing of zero bytes; in a picture they would be wrong, and a screen comes back politely anyway.
    this.#maxPadding = kind === "serial" ? maxPaddingBytes : 0;
    this.#toBrowser = new FrameRelay({
      from: shown,
      to: browser,
      masked: false,
      maxFrameBytes: maxUpstreamFrameBytes,
      onStop: (reason) => this.#onUpstreamStop(reason),
    });
    this.#toUpstream = new FrameRelay({
      from: said,
      to: upstream,
      masked: true,
      maxFrameBytes: maxBrowserFrameBytes,
      onMessage,
      onStop: (reason) => this.#onBrowserStop(reason),
    });
    for (const event of ["end", "close", "error"]) {
      browser.on(event, () => {
        this.#finish({ by: "browser", code: 1000, why: `socket ${event}` });
        this.#endUnfinished();
      });
      upstream.on(event, () => {
        this.#onUpstreamOver(`socket ${event}`);
        this.#endUnfinished();
      });
    }
    this.#toBrowser.insert(openFrame);
    this.#toBrowser.start();
    this.#toUpstream.start();
    if (browser.destroyed) this.#finish({ by: "browser", code: 1000, why: "left while dialling" });
    else if (upstream.destroyed) this.#onUpstreamOver("ended at once");
  }

  /**
   * Pings both sides and ends the console when one of them is gone without having said so (a half-open connection). Whoever is not read,
   * because the other side does not take it, cannot be heard and so is not judged.
   */
  ping(): void {
    if (this.#ended) return;
    const down = this.#toBrowser.look();
    const up = this.#toUpstream.look();
    const quiet = {
      browser: !up.heard && !down.drained && !this.#toUpstream.isStalled,
      // A server that never answered a ping is left to TCP's own keep-alive.
      upstream: !down.heard && !up.drained && !this.#toBrowser.isStalled && this.#toBrowser.hasPonged,
    };
    for (const side of ["browser", "upstream"] as const) {
      this.#quietLooks[side] = quiet[side] ? this.#quietLooks[side] + 1 : 0;
      if (this.#quietLooks[side] < mostQuietLooks) continue;
      this.#finish({ by: side, code: side === "browser" ? 1000 : 4502, why: "no answer to pings" });
      return;
    }
    if (!this.#toBrowser.isStalled) this.#toBrowser.insert(pingFrame(false));
    if (!this.#toUpstream.isStalled) this.#toUpstream.insert(pingFrame(true));
  }

  /** Says something to the page, in text among what the guest says in bytes. */
  tell(text: string): void {
    if (!this.#ended) this.#toBrowser.insertMessage(textFrame(text));
  }

  /** Ends the console from our side; the browser learns why by the code. */
  close(code: CloseCode, why: string): void {
    this.#finish({ by: "gateway", code, why });
  }

  /** KubeVirt ends an evicted or stopped console alike, without a close frame; whether one of ours took it is known here. */
  #onUpstreamOver(why: string): void {
    if (this.#ended || this.#isUpstreamOver) return;
    this.#isUpstreamOver = true;
    const finish = (taker: string | null): void =>
      this.#finish(
        taker === null
          ? { by: "upstream", code: 4410, why }
          : { by: "upstream", code: 4411, why: "taken over", reason: takenOverReason(taker) },
      );
    // Nobody waits long for a name.
    const late = setTimeout(() => finish(null), nameWithinMs).unref();
    this.#takenBy()
      .catch(() => null)
      .then((taker) => {
        clearTimeout(late);
        finish(taker);
      });
  }

  #onUpstreamStop(reason: NonNullable<Scan["stop"]>): void {
    if (reason === "close") this.#onUpstreamOver("close frame");
    else this.#finish({ by: "upstream", code: 4502, why: `protocol: ${reason}` });
  }

  #onBrowserStop(reason: NonNullable<Scan["stop"]>): void {
    if (reason === "close") this.#finish({ by: "browser", code: 1000, why: "close frame" });
    else this.#finish({ by: "browser", code: 4400, why: `protocol: ${reason}` });
  }

  #finish(end: PipeEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    const reason = end.code === 1000 ? "" : (end.reason ?? closeCodes[end.code]);
    this.#toBrowser.finish(closeFrame(end.code, reason, false));
    this.#toUpstream.finish(closeFrame(1000, "", true));
    this.#endUnfinished();
    // Whoever does not close in return is cut off.
    const cut = setTimeout(() => this.#destroy(), lingerMs);
    cut.unref();
    let open = 2;
    for (const socket of [this.#browser, this.#upstream]) {
      const onClosed = (): void => {
        open -= 1;
        if (open === 0) clearTimeout(cut);
      };
      if (socket.destroyed) onClosed();
      else socket.once("close", onClosed);
    }
    this.#onEnd(end);
  }

  /** Whoever waits for the end of a frame whose sender is gone would wait for ever. */
  #endUnfinished(): void {
    if (!this.#ended) return;
    if (isGone(this.#upstream)) this.#toBrowser.finishAfterCut(this.#maxPadding);
    if (isGone(this.#browser)) this.#toUpstream.finishAfterCut(0);
  }

  #destroy(): void {
    this.#browser.destroy();
    this.#upstream.destroy();
  }
}
