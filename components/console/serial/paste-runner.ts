import type { Terminal } from "@xterm/xterm";
import { hereDocument } from "#lib/console/serial/here-document.ts";
import { PacedPaste, type PasteEnd, type PasteProgress } from "#lib/console/serial/paced-paste.ts";
import { asksForSecret } from "#lib/console/serial/password-prompt.ts";
import { pasteEnd, pastePieces, type SafePaste } from "#lib/console/serial/paste.ts";
import { afterInPage } from "./after-in-page.ts";

type Options = {
  terminal: Terminal;
  /** False: it cannot be sent now. */
  send: (text: string) => boolean;
  /** Null: none is on its way. */
  onProgress: (progress: PasteProgress | null) => void;
  onEnd: (end: PasteEnd) => void;
};

/** The pastes of one terminal, one at a time. */
export class PasteRunner {
  readonly #options: Options;
  #paste: PacedPaste | null = null;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Whether the guest asks for something that it will not show. */
  get isAskingSecret(): boolean {
    const { active } = this.#options.terminal.buffer;
    const line = active.getLine(active.baseY + active.cursorY)?.translateToString(false, 0, active.cursorX);
    return asksForSecret(line ?? "");
  }

  /** Types it, paced by the guest's echo; `file`: into a file of that name, by the shell that is there. */
  start(paste: SafePaste, file: string | null): void {
    this.stop();
    const { terminal, send, onProgress, onEnd } = this.#options;
    const bracketed = terminal.modes.bracketedPasteMode;
    const pieces = pastePieces(file === null ? paste.text : hereDocument(paste, file, bracketed), bracketed);
    // The shell's own Enter runs what it was given between the markers.
    if (bracketed && file !== null) pieces.push("\r");
    this.#paste = new PacedPaste({
      pieces,
      send,
      isAskingSecret: () => this.isAskingSecret,
      hasEcho: !bracketed,
      after: afterInPage,
      onProgress,
      onEnd: (end) => {
        if (bracketed && end !== "done") send(pasteEnd);
        this.#paste = null;
        onProgress(null);
        onEnd(end);
      },
    });
    this.#paste.start();
  }

  /** What the guest says meanwhile. */
  hear(bytes: Uint8Array): void {
    this.#paste?.hear(bytes);
  }

  stop(): void {
    this.#paste?.stop();
  }
}
