/** The part of noVNC 1.7 that Porthole uses (its docs/API.md); DefinitelyTyped stops at 1.6. */
declare module "@novnc/novnc" {
  class RFB extends EventTarget {
    constructor(target: Element, channel: WebSocket, options?: { shared?: boolean });
    /** Pictures only: no key and no pointer is sent. Setting it lets go of every key that is down. */
    viewOnly: boolean;
    scaleViewport: boolean;
    clipViewport: boolean;
    focusOnClick: boolean;
    background: string;
    sendKey(keysym: number, code: string, down?: boolean): void;
    focus(options?: FocusOptions): void;
    blur(): void;
    toBlob(callback: (blob: Blob | null) => void, type?: string): void;
    disconnect(): void;
  }

  // biome-ignore lint/style/noDefaultExport: it is what noVNC exports.
  export { RFB as default };
}
