import type { RfbChannel } from "@novnc/novnc";
import { ScreenRefusal } from "#lib/console/rfb/limits.ts";
import type { ScreenGuard } from "#lib/console/rfb/screen-guard.ts";

/** The part of a WebSocket that is used; a test brings its own. */
export type PlainSocket = Pick<WebSocket, "addEventListener" | "close" | "send" | "readyState" | "protocol">;

/** A WebSocket as noVNC wants one, with the guard in between: noVNC reads nothing that the guard has not let through. */
export class GuardedSocket implements RfbChannel {
  binaryType = "arraybuffer";
  onopen: RfbChannel["onopen"] = null;
  onmessage: RfbChannel["onmessage"] = null;
  onclose: RfbChannel["onclose"] = null;
  onerror: RfbChannel["onerror"] = null;
  readonly protocol: string;
  readonly #socket: PlainSocket;
  readonly #guard: ScreenGuard;
  readonly #onRefusal: (why: ScreenRefusal["why"]) => void;
  readonly #stop = new AbortController();

  constructor(socket: PlainSocket, guard: ScreenGuard, onRefusal: (why: ScreenRefusal["why"]) => void) {
    this.#socket = socket;
    this.#guard = guard;
    this.#onRefusal = onRefusal;
    this.protocol = socket.protocol;
    const { signal } = this.#stop;
    socket.addEventListener("message", ({ data }) => this.#receive(data), { signal });
    socket.addEventListener("close", (event) => this.onclose?.(event), { signal });
    socket.addEventListener("error", (event) => this.onerror?.(event), { signal });
  }

  get readyState(): number {
    return this.#socket.readyState;
  }

  send(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(this.#guard.send(bytes));
  }

  /** Past the guard, which made it. */
  sendAsIs(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(bytes);
  }

  close(): void {
    this.#socket.close();
  }

  #receive(data: unknown): void {
    // A text frame never passes the gateway; empty frames occur.
    if (!(data instanceof ArrayBuffer) || data.byteLength === 0) return;
    try {
      for (const part of this.#guard.receive(new Uint8Array(data)))
        this.onmessage?.({ data: part.byteLength === data.byteLength ? data : part.slice().buffer });
    } catch (error) {
      // The guard refused it, or noVNC could not read what passed.
      this.#stop.abort();
      this.#onRefusal(error instanceof ScreenRefusal ? error.why : "malformed");
    }
  }
}
