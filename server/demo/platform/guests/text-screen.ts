import { glyphRows, glyphSize } from "./font.ts";
import type { Keyboard } from "./keyboard.ts";
import { keysym, terminalInput } from "./keysyms.ts";
import { type Rect, type Screen, screenSize } from "./screen.ts";
import { createTerminal } from "./terminal.ts";
import type { Tty } from "./tty.ts";

/** The colours of the Linux console. */
const palette = [
  0x000000, 0xaa0000, 0x00aa00, 0xaa5500, 0x0000aa, 0xaa00aa, 0x00aaaa, 0xaaaaaa, 0x555555, 0xff5555, 0x55ff55,
  0xffff55, 0x5555ff, 0xff55ff, 0x55ffff, 0xffffff,
];

/** After this much text the screen is given time to be looked at. */
const burstLength = 64 * 1024;
const frameMs = 16;

/** A tty on a graphics card in text mode: 128 × 48 characters. `onReset` is what Ctrl-Alt-Delete and SysRq B do. */
export const createTextScreen = (tty: Tty, keyboard: Keyboard, onReset: () => void): Screen => {
  const terminal = createTerminal(screenSize.width / glyphSize.width, screenSize.height / glyphSize.height);
  const encoder = new TextEncoder();
  let sinceFrame = 0;
  let frame: NodeJS.Timeout | undefined;

  const detach = tty.attach({
    write: (text) => {
      terminal.write(text);
      sinceFrame += text.length;
      if (sinceFrame < burstLength) return true;
      frame ??= setTimeout(() => {
        frame = undefined;
        sinceFrame = 0;
        tty.resume();
      }, frameMs);
      return false;
    },
  });

  /** Draws the part of one cell that lies in the region. */
  const drawCell = (pixels: Uint32Array, region: Rect, row: number, column: number, isCursor: boolean): void => {
    const { codePoint, foreground, background } = terminal.cell(row, column);
    const ink = palette[isCursor ? background : foreground] ?? 0;
    const paper = palette[isCursor ? foreground : background] ?? 0;
    const glyph = glyphRows(codePoint);
    const [left, top] = [column * glyphSize.width - region.x, row * glyphSize.height - region.y];
    for (let y = Math.max(0, -top); y < glyphSize.height && top + y < region.height; y += 1) {
      const bits = glyph[y] ?? 0;
      for (let x = Math.max(0, -left); x < glyphSize.width && left + x < region.width; x += 1) {
        pixels[(top + y) * region.width + left + x] = (bits >> (7 - x)) & 1 ? ink : paper;
      }
    }
  };

  return {
    size: () => screenSize,
    resize: () => false,
    paint: (region) => {
      const pixels = new Uint32Array(region.width * region.height);
      const cursor = terminal.cursor();
      const firstColumn = Math.floor(region.x / glyphSize.width);
      for (
        let row = Math.floor(region.y / glyphSize.height);
        row * glyphSize.height < region.y + region.height;
        row += 1
      ) {
        for (let column = firstColumn; column * glyphSize.width < region.x + region.width; column += 1) {
          const isCursor = cursor.isVisible && cursor.row === row && cursor.column === column;
          drawCell(pixels, region, row, column, isCursor);
        }
      }
      return pixels;
    },
    onDamage: (listener) =>
      terminal.onDamage(({ row, from, to }) =>
        listener({
          x: from * glyphSize.width,
          y: row * glyphSize.height,
          width: (to - from) * glyphSize.width,
          height: glyphSize.height,
        }),
      ),
    key: (asked, isDown, scanCode) => {
      const pressed = keyboard.key(asked, isDown, scanCode);
      if (!pressed) return;
      const { symbol, text, isControlDown, isAltDown, isSysRqDown } = pressed;
      const isReset = symbol === keysym.delete && isControlDown && isAltDown;
      if (isReset || (isSysRqDown && text === "b")) onReset();
      else if (!isSysRqDown) {
        const input = terminalInput(symbol, text, isControlDown);
        // As the console's Alt does: Escape before the character.
        if (input) tty.input(encoder.encode(isAltDown && text ? `\u001b${input}` : input));
      }
    },
    isCapsLocked: keyboard.isCapsLocked,
    pointer: () => {},
    dispose: () => {
      clearTimeout(frame);
      detach();
    },
  };
};
