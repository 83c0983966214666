/** The part of noVNC 1.7 that Porthole uses (its docs/API.md); DefinitelyTyped stops at 1.6. */
declare module "@novnc/novnc" {
  /** What noVNC asks of a channel; it looks each of them up on the object or its class. */
  export type RfbChannel = {
    send: (bytes: Uint8Array<ArrayBuffer>) => void;
    close: () => void;
    binaryType: string;
    onopen: ((event: Event) => void) | null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null;
    onclose: ((event: CloseEvent) => void) | null;
    onerror: ((event: Event) => void) | null;
    readonly protocol: string;
    readonly readyState: number;
  };

  class RFB extends EventTarget {
    constructor(target: Element, channel: RfbChannel, options?: { shared?: boolean });
    /** Pictures only: no key and no pointer is sent. Setting it lets go of every key that is down. */
    viewOnly: boolean;
    scaleViewport: boolean;
    clipViewport: boolean;
    /** Asks the screen for the size of the element, where it takes one. */
    resizeSession: boolean;
    /** 0 … 9, of pictures that may lose detail. */
    qualityLevel: number;
    /** 0 … 9, more is smaller and slower. */
    compressionLevel: number;
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
