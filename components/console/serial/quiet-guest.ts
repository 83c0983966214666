import type { IParser } from "@xterm/xterm";

/** Titles, colours asked for, hyperlinks, clipboard: OSC commands that reach out of the terminal or answer into it. */
const osc = [0, 1, 2, 4, 5, 7, 8, 9, 10, 11, 12, 22, 50, 52, 104, 110, 111, 112, 133, 777, 1337];

/**
 * Takes from a guest's output what could act on anything but the screen: the tab's title, the clipboard, links, and reports that
 * the terminal would type back into the guest. The cursor's position is still answered: it is two numbers, and shells ask for it.
 */
export const quietGuest = (parser: IParser): void => {
  const swallow = (): boolean => true;
  for (const command of osc) parser.registerOscHandler(command, swallow);
  // Window reports, device attributes, mode and setting requests.
  parser.registerCsiHandler({ final: "t" }, swallow);
  for (const prefix of ["", ">", "="]) parser.registerCsiHandler({ ...(prefix && { prefix }), final: "c" }, swallow);
  parser.registerCsiHandler({ intermediates: "$", final: "p" }, swallow);
  parser.registerCsiHandler({ prefix: "?", intermediates: "$", final: "p" }, swallow);
  parser.registerCsiHandler({ final: "n" }, ([what]) => what !== 6);
  parser.registerCsiHandler({ prefix: "?", final: "n" }, swallow);
  parser.registerDcsHandler({ intermediates: "$", final: "q" }, swallow);
};
