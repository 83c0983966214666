import type { ITerminalOptions, ITheme } from "@xterm/xterm";
import type { LookTheme } from "#lib/console/serial/look.ts";

/** The dark value of a colour token, as the element (which is always dark) resolves it. */
const resolve = (element: HTMLElement, token: string): string => {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

/** The product's own colours: state colours for the six, inks for the greys. */
const dark = (element: HTMLElement): ITheme => {
  const token = (name: string): string => resolve(element, name);
  return {
    background: token("--page"),
    foreground: token("--ink"),
    cursor: token("--ink"),
    cursorAccent: token("--page"),
    selectionBackground: token("--line-strong"),
    black: token("--raised"),
    red: token("--failed"),
    green: token("--running"),
    yellow: token("--attention"),
    blue: token("--working"),
    magenta: "#c792ea",
    cyan: token("--accent"),
    white: token("--ink-2"),
    brightBlack: token("--ink-3"),
    brightRed: token("--failed"),
    brightGreen: token("--running"),
    brightYellow: token("--attention"),
    brightBlue: token("--working"),
    brightMagenta: "#ddb3f5",
    brightCyan: token("--accent-2"),
    brightWhite: token("--ink"),
  };
};

const light: ITheme = {
  background: "#ffffff",
  foreground: "#1a2128",
  cursor: "#1a2128",
  cursorAccent: "#ffffff",
  selectionBackground: "#c9dfe4",
  black: "#1a2128",
  red: "#b3261e",
  green: "#1b6e3c",
  yellow: "#7a5200",
  blue: "#1c56a8",
  magenta: "#7b3f9d",
  cyan: "#0e6470",
  white: "#5b6670",
  brightBlack: "#5b6670",
  brightRed: "#b3261e",
  brightGreen: "#1b6e3c",
  brightYellow: "#7a5200",
  brightBlue: "#1c56a8",
  brightMagenta: "#7b3f9d",
  brightCyan: "#0e6470",
  brightWhite: "#1a2128",
};

const contrast: ITheme = {
  background: "#000000",
  foreground: "#ffffff",
  cursor: "#ffff00",
  cursorAccent: "#000000",
  selectionBackground: "#ffffff",
  selectionForeground: "#000000",
};

/** How far a guest's own colours are moved from their ground, at least. */
const ratios: Record<LookTheme, number> = { dark: 1, light: 4.5, contrast: 7 };

export const terminalColours = (
  element: HTMLElement,
  theme: LookTheme,
): Required<Pick<ITerminalOptions, "theme" | "minimumContrastRatio">> => ({
  theme: theme === "dark" ? dark(element) : theme === "light" ? light : contrast,
  minimumContrastRatio: ratios[theme],
});
