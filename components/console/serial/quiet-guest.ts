import type { IDisposable, Terminal } from "@xterm/xterm";
import { safeLink } from "#lib/console/serial/safe-link.ts";

/**
 * OSC commands that reach out of the terminal or answer into it: titles, working directory, clipboard, notifications, and colours,
 * which can be asked for as well as set.
 */
const osc = [0, 1, 2, 4, 5, 7, 9, 10, 11, 12, 13, 14, 17, 19, 22, 50, 52, 104, 110, 111, 112, 133, 633, 777, 1337];

/** A program that asked for them (mode 1004, alone or among others) is answered at once and at every later click. */
const focusReports = new Set(["\x1b[I", "\x1b[O"]);

/**
 * Takes from a guest's output what could act on anything but the screen: the tab's title, the clipboard, links that are no pages, and
 * everything that xterm.js would answer by itself (the calls of `triggerDataEvent` in its InputHandler.ts and CoreBrowserTerminal.ts):
 * a file that is only looked at must not type into the shell that shows it.
 */
export const quietGuest = ({ parser }: Pick<Terminal, "parser">): IDisposable[] => {
  const swallow = (): boolean => true;
  return [
    ...osc.map((command) => parser.registerOscHandler(command, swallow)),
    // A link's end has no address; a link to anything but a page is not made.
    parser.registerOscHandler(8, (data) => {
      const address = data.slice(data.indexOf(";") + 1);
      return address !== "" && safeLink(address) === null;
    }),
    // Device attributes (DA1, DA2, DA3), window and title reports, device status and the cursor's position, XTVERSION.
    ...["", ">", "="].map((prefix) => parser.registerCsiHandler({ ...(prefix && { prefix }), final: "c" }, swallow)),
    parser.registerCsiHandler({ final: "t" }, swallow),
    parser.registerCsiHandler({ final: "n" }, swallow),
    parser.registerCsiHandler({ prefix: "?", final: "n" }, swallow),
    parser.registerCsiHandler({ prefix: ">", final: "q" }, swallow),
    // Mode requests (DECRQM), setting requests (DECRQSS), capability requests (XTGETTCAP).
    parser.registerCsiHandler({ intermediates: "$", final: "p" }, swallow),
    parser.registerCsiHandler({ prefix: "?", intermediates: "$", final: "p" }, swallow),
    parser.registerDcsHandler({ intermediates: "$", final: "q" }, swallow),
    parser.registerDcsHandler({ intermediates: "+", final: "q" }, swallow),
  ];
};

/** What a person types: keys, and what a mouse does where a program asked for it. */
export const onTyped = (terminal: Pick<Terminal, "onData">, listener: (text: string) => void): IDisposable =>
  terminal.onData((text) => {
    if (!focusReports.has(text)) listener(text);
  });
