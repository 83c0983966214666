import type { FitAddon } from "@xterm/addon-fit";
import type { SearchAddon } from "@xterm/addon-search";
import type { SerializeAddon } from "@xterm/addon-serialize";
import type { Terminal } from "@xterm/xterm";
import { safeLink } from "#lib/console/serial/safe-link.ts";
import { tellWayOut } from "../way-out.ts";
import { quietGuest } from "./quiet-guest.ts";

/** More than the ten thousand that one looks for, so that what came before them is not lost either. */
const scrollbackLines = 12_000;

export type SerialTerminal = {
  terminal: Terminal;
  fit: FitAddon;
  search: SearchAddon;
  serializer: SerializeAddon;
};

type Options = {
  /** What a screen reader calls the place where one types. */
  label: string;
  /** How one leaves it, said with its name. */
  wayOut: string;
  /** Read aloud where more is said than can be. */
  tooMuchOutput: string;
  /** Somebody clicked on an address in the guest's text. Nothing is opened by the terminal itself. */
  onLink: (address: URL) => void;
};

/** Loads xterm.js with its parts and the font it measures itself by, and opens it in an element. */
export const openSerialTerminal = async (
  element: HTMLElement,
  { label, wayOut, tooMuchOutput, onLink }: Options,
): Promise<SerialTerminal> => {
  const font = getComputedStyle(element).getPropertyValue("--mono") || "monospace";
  const [{ Terminal }, { FitAddon }, { SearchAddon }, { SerializeAddon }, { WebLinksAddon }] = await Promise.all([
    import("@xterm/xterm"),
    import("@xterm/addon-fit"),
    import("@xterm/addon-search"),
    import("@xterm/addon-serialize"),
    import("@xterm/addon-web-links"),
    document.fonts.load(`14px ${font}`).catch(() => []),
  ]);
  const follow = (_event: MouseEvent, text: string): void => {
    const address = safeLink(text);
    if (address) onLink(address);
  };
  Terminal.strings.tooMuchOutput = tooMuchOutput;
  const terminal = new Terminal({
    // The marks of what was found are decorations, which xterm.js calls proposed.
    allowProposedApi: true,
    scrollback: scrollbackLines,
    fontFamily: font,
    lineHeight: 1.2,
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    linkHandler: { activate: follow },
    // It would write what a guest sends and it cannot read into the browser's log.
    logLevel: "off",
  });
  const parts = { fit: new FitAddon(), search: new SearchAddon(), serializer: new SerializeAddon() };
  for (const addon of Object.values(parts)) terminal.loadAddon(addon);
  terminal.loadAddon(new WebLinksAddon(follow));
  quietGuest(terminal);
  terminal.open(element);
  terminal.textarea?.setAttribute("aria-label", label);
  if (terminal.textarea) tellWayOut(terminal.textarea, wayOut);
  return { terminal, ...parts };
};
