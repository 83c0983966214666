import { type KeyCombination, strokesOf } from "#lib/console/keys.ts";
import type { ScreenRefusal, ScreenSize } from "#lib/console/rfb/limits.ts";
import { ScreenGuard } from "#lib/console/rfb/screen-guard.ts";
import type { ScreenSigns } from "#lib/console/rfb/server-messages.ts";
import { type ScreenQuality, type ScreenView, screenQualities } from "#lib/console/screen-choices.ts";
import type { ConsoleViewer } from "#lib/console/session.ts";
import type { Tap } from "#lib/console/typing.ts";
import { tellWayOut } from "../way-out.ts";
import { GuardedSocket, type PlainSocket } from "./guarded-socket.ts";
import { lastFrame } from "./last-frame.ts";

export type VncFacts = { size: ScreenSize | null; resize: ScreenSigns["resize"]; pointer: ScreenSigns["pointer"] };

type RfbClass = typeof import("@novnc/novnc").default;

type Hooks = {
  /** Name of the picture for assistive technology. */
  label: string;
  wayOut: string;
  onFacts: (facts: VncFacts) => void;
  onFail: (why: ScreenRefusal["why"]) => void;
};

export const noFacts: VncFacts = { size: null, resize: "no", pointer: "unknown" };

/**
 * A guest's screen, drawn by noVNC into an element. What the guest says about itself (desktop name, clipboard, bell) never gets here:
 * none of it is trusted, and the clipboard belongs to the person.
 */
export class VncViewer implements ConsoleViewer {
  readonly #Rfb: RfbClass;
  readonly #element: HTMLElement;
  readonly #hooks: Hooks;
  #rfb: InstanceType<RfbClass> | null = null;
  #channel: { guard: ScreenGuard; socket: GuardedSocket } | null = null;
  #canvas: HTMLCanvasElement | null = null;
  #still: HTMLCanvasElement | null = null;
  /** The codes of the keys that a person holds down. */
  readonly #down = new Set<string>();
  #viewOnly = false;
  #view: ScreenView = "fit";
  #quality: ScreenQuality = "balanced";
  #facts = noFacts;

  constructor(rfb: RfbClass, element: HTMLElement, hooks: Hooks) {
    this.#Rfb = rfb;
    this.#element = element;
    this.#hooks = hooks;
  }

  /** Loads noVNC, which touches `window` when it is imported. */
  static async load(element: HTMLElement, hooks: Hooks): Promise<VncViewer> {
    const { default: rfb } = await import("@novnc/novnc");
    return new VncViewer(rfb, element, hooks);
  }

  attach(plain: PlainSocket): void {
    const guard = new ScreenGuard((signs) => this.#learn(signs));
    const socket = new GuardedSocket(plain, guard, (why) => this.#hooks.onFail(why));
    const rfb = new this.#Rfb(this.#element, socket, { shared: true });
    this.#rfb = rfb;
    this.#channel = { guard, socket };
    rfb.background = "transparent";
    rfb.viewOnly = this.#viewOnly;
    this.#applyView();
    this.#applyQuality();
    // The guard lets only screens without authentication through; were it otherwise, nobody here could answer.
    for (const event of ["credentialsrequired", "serververification", "securityfailure"])
      rfb.addEventListener(event, () => this.#hooks.onFail("malformed"));
    rfb.addEventListener("disconnect", () => {
      if (this.#rfb === rfb) this.#rfb = null;
    });
    this.#canvas = this.#element.querySelector("canvas:not([data-frame])");
    this.#nameCanvas();
  }

  letGo(): void {
    const canvas = this.#canvas;
    this.#canvas = null;
    this.#down.clear();
    if (canvas && this.#channel && this.#channel.guard.signs.pictures > 0) {
      this.#still?.remove();
      this.#still = lastFrame(canvas, this.#view !== "actual");
    }
    this.#channel = null;
    this.#rfb?.disconnect();
    this.#rfb = null;
    if (this.#still) this.#element.append(this.#still);
    this.#tell(noFacts);
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
    for (const code of this.#down)
      this.#canvas?.dispatchEvent(new KeyboardEvent("keyup", { code, key: "Unidentified" }));
    this.#down.clear();
  }

  setView(view: ScreenView): void {
    this.#view = view;
    this.#applyView();
  }

  setQuality(quality: ScreenQuality): void {
    this.#quality = quality;
    this.#applyQuality();
  }

  setViewOnly(viewOnly: boolean): void {
    // While it still sends: what noVNC lets go of by itself after that does not go out.
    this.releaseKeys();
    this.#viewOnly = viewOnly;
    if (this.#rfb) this.#rfb.viewOnly = viewOnly;
  }

  press(combination: KeyCombination): void {
    for (const { keysym, code, down } of strokesOf(combination)) this.sendKey(keysym, code, down);
  }

  sendKey(keysym: number, code: string, down: boolean): void {
    if (!this.#viewOnly) this.#rfb?.sendKey(keysym, code, down);
  }

  /** Moves what is seen of a picture larger than its window. */
  pan(x: number, y: number): void {
    this.#canvas?.parentElement?.scrollBy(x, y);
  }

  /** Brings a pointer that drifted together with the person's own: both are then known to be in the corner. */
  alignPointer(): void {
    const push = this.#channel?.guard.corner();
    if (push && !this.#viewOnly) this.#channel?.socket.sendAsIs(push);
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

  #learn({ size, resize, pointer, pictures }: ScreenSigns): void {
    if (pictures > 0) {
      this.#still?.remove();
      this.#still = null;
    }
    this.#tell({ size: size && size.width * size.height > 0 ? size : null, resize, pointer });
  }

  /** A screen draws many times a second and seldom says something new of itself. */
  #tell(facts: VncFacts): void {
    const before = this.#facts;
    if (facts.size === before.size && facts.resize === before.resize && facts.pointer === before.pointer) return;
    this.#facts = facts;
    this.#hooks.onFacts(facts);
  }

  #applyView(): void {
    if (!this.#rfb) return;
    this.#rfb.scaleViewport = this.#view !== "actual";
    this.#rfb.resizeSession = this.#view === "remote";
  }

  #applyQuality(): void {
    if (!this.#rfb) return;
    const { quality, compression } = screenQualities[this.#quality];
    this.#rfb.qualityLevel = quality;
    this.#rfb.compressionLevel = compression;
  }

  #nameCanvas(): void {
    const canvas = this.#canvas;
    if (!canvas) return;
    canvas.setAttribute("role", "application");
    canvas.setAttribute("aria-label", this.#hooks.label);
    tellWayOut(canvas, this.#hooks.wayOut);
    canvas.tabIndex = 0;
    canvas.addEventListener("blur", () => this.releaseKeys());
    canvas.addEventListener("keydown", ({ code }) => this.#down.add(code));
    canvas.addEventListener("keyup", ({ code }) => this.#down.delete(code));
  }
}
