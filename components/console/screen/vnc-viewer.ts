import { type KeyCombination, strokesOf } from "#lib/console/keys.ts";
import type { ConsoleViewer } from "#lib/console/session.ts";
import type { Tap } from "#lib/console/typing.ts";

export type ScreenSize = { width: number; height: number };
export type VncFacts = { size: ScreenSize | null };

type Rfb = InstanceType<typeof import("@novnc/novnc").default>;

type Hooks = {
  /** Name of the picture for assistive technology. */
  label: string;
  onFacts: (facts: VncFacts) => void;
  onFail: () => void;
};

/**
 * A guest's screen, drawn by noVNC into an element. What the guest says about itself (desktop name, clipboard, bell) is not listened to:
 * none of it is trusted, and the clipboard belongs to the person.
 */
export class VncViewer implements ConsoleViewer {
  readonly #Rfb: typeof import("@novnc/novnc").default;
  readonly #element: HTMLElement;
  readonly #hooks: Hooks;
  #rfb: Rfb | null = null;
  #stopWatching: (() => void) | null = null;
  /** The codes of the keys that a person holds down. */
  readonly #down = new Set<string>();
  #viewOnly = false;
  #fit = true;

  constructor(rfb: typeof import("@novnc/novnc").default, element: HTMLElement, hooks: Hooks) {
    this.#Rfb = rfb;
    this.#element = element;
    this.#hooks = hooks;
  }

  /** Loads noVNC, which touches `window` when it is imported. */
  static async load(element: HTMLElement, hooks: Hooks): Promise<VncViewer> {
    const { default: rfb } = await import("@novnc/novnc");
    return new VncViewer(rfb, element, hooks);
  }

  attach(socket: WebSocket): void {
    const rfb = new this.#Rfb(this.#element, socket, { shared: true });
    this.#rfb = rfb;
    rfb.background = "transparent";
    rfb.scaleViewport = this.#fit;
    rfb.viewOnly = this.#viewOnly;
    // KubeVirt's VNC asks for no password; a guest that does, or that shows another server's key, is not what was asked for.
    for (const event of ["credentialsrequired", "serververification", "securityfailure"])
      rfb.addEventListener(event, () => this.#hooks.onFail());
    rfb.addEventListener("disconnect", () => {
      if (this.#rfb === rfb) this.#rfb = null;
    });
    this.#watchCanvas();
  }

  letGo(): void {
    this.#stopWatching?.();
    this.#stopWatching = null;
    this.#rfb?.disconnect();
    this.#rfb = null;
    this.#hooks.onFacts({ size: null });
  }

  dispose(): void {
    this.letGo();
    this.#element.replaceChildren();
  }

  focus(): void {
    this.#rfb?.focus({ preventScroll: true });
  }

  /** Lets go of every key the guest holds down, as its release will not be heard here any more: noVNC hears it now. */
  releaseKeys(): void {
    const canvas = this.#element.querySelector("canvas");
    for (const code of this.#down) canvas?.dispatchEvent(new KeyboardEvent("keyup", { code, key: "Unidentified" }));
    this.#down.clear();
  }

  setFit(fit: boolean): void {
    this.#fit = fit;
    if (this.#rfb) this.#rfb.scaleViewport = fit;
  }

  setViewOnly(viewOnly: boolean): void {
    // While it still sends: what noVNC lets go of by itself after that does not go out.
    this.releaseKeys();
    this.#viewOnly = viewOnly;
    if (this.#rfb) this.#rfb.viewOnly = viewOnly;
  }

  press(combination: KeyCombination): void {
    if (this.#viewOnly) return;
    for (const { keysym, code, down } of strokesOf(combination)) this.#rfb?.sendKey(keysym, code, down);
  }

  /** Sends one tap of a text; false when it cannot go out. */
  type(tap: Tap): boolean {
    if (this.#viewOnly || !this.#rfb) return false;
    for (const { keysym, code, down } of tap) this.#rfb.sendKey(keysym, code, down);
    return true;
  }

  /** What is on the screen now, as a PNG. */
  picture(): Promise<Blob | null> {
    return new Promise((resolve) => (this.#rfb ? this.#rfb.toBlob(resolve, "image/png") : resolve(null)));
  }

  #watchCanvas(): void {
    const canvas = this.#element.querySelector("canvas");
    if (!canvas) return;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", this.#hooks.label);
    canvas.tabIndex = 0;
    const report = (): void => {
      const { width, height } = canvas;
      this.#hooks.onFacts({ size: width > 0 && height > 0 ? { width, height } : null });
    };
    const handleBlur = (): void => this.releaseKeys();
    const handleDown = ({ code }: KeyboardEvent): void => void this.#down.add(code);
    const handleUp = ({ code }: KeyboardEvent): void => void this.#down.delete(code);
    canvas.addEventListener("blur", handleBlur);
    canvas.addEventListener("keydown", handleDown);
    canvas.addEventListener("keyup", handleUp);
    const observer = new MutationObserver(report);
    observer.observe(canvas, { attributeFilter: ["width", "height"] });
    this.#stopWatching = () => {
      observer.disconnect();
      canvas.removeEventListener("blur", handleBlur);
      canvas.removeEventListener("keydown", handleDown);
      canvas.removeEventListener("keyup", handleUp);
    };
  }
}
