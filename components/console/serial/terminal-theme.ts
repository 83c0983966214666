import type { ITheme } from "@xterm/xterm";

/** The dark value of a colour token, as the element (which is always dark) resolves it. */
const resolve = (element: HTMLElement, token: string): string => {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
};

/** A terminal in the product's own colours: state colours for the six, inks for the greys. */
export const terminalTheme = (element: HTMLElement): ITheme => {
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
