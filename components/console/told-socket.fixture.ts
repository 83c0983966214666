/** A socket that says what it is told to, and keeps what it is given. */
export class ToldSocket extends EventTarget {
  readyState: WebSocket["readyState"] = WebSocket.OPEN;
  readonly protocol = "";
  readonly sent: Uint8Array[] = [];

  send(data: unknown): void {
    if (data instanceof Uint8Array) this.sent.push(data);
  }

  close(): void {
    if (this.readyState === WebSocket.CLOSED) return;
    this.readyState = WebSocket.CLOSED;
    this.dispatchEvent(new CloseEvent("close", { code: 1005 }));
  }

  say(bytes: Uint8Array): void {
    if (this.readyState === WebSocket.OPEN)
      this.dispatchEvent(new MessageEvent("message", { data: bytes.slice().buffer }));
  }
}
