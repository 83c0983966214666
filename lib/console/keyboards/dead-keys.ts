/**
 * A dead key writes nothing until the next one. Only what three tables agree upon is used: X11's Compose (libX11, en_US.UTF-8), the accent table
 * of the Linux console (drivers/tty/vt/defkeymap.map) and Windows' layouts. So there is no Ÿ (the console lacks it), no ´ and no ¨ of their own
 * (dead key and Space make ' and " on Linux, ´ and ¨ on Windows), and no caron, ogonek or ring.
 */
export const deadKeys = {
  dead_grave: { keysym: 0xfe50, alone: "`", composes: "aà eè iì oò uù AÀ EÈ IÌ OÒ UÙ" },
  dead_acute: { keysym: 0xfe51, alone: null, composes: "aá eé ií oó uú yý AÁ EÉ IÍ OÓ UÚ YÝ" },
  dead_circumflex: { keysym: 0xfe52, alone: "^", composes: "aâ eê iî oô uû AÂ EÊ IÎ OÔ UÛ" },
  dead_tilde: { keysym: 0xfe53, alone: "~", composes: "aã nñ oõ AÃ NÑ OÕ" },
  dead_diaeresis: { keysym: 0xfe57, alone: null, composes: "aä eë iï oö uü yÿ AÄ EË IÏ OÖ UÜ" },
  dead_cedilla: { keysym: 0xfe5b, alone: null, composes: "cç CÇ" },
} as const;

export type DeadKey = keyof typeof deadKeys;

export const isDeadKey = (word: string): word is DeadKey => Object.hasOwn(deadKeys, word);

/** What follows a dead key, and what both write: `alone` by Space. */
export const compositionsOf = (dead: DeadKey): { next: string; writes: string }[] => {
  const { alone, composes } = deadKeys[dead];
  const pairs = composes.split(" ").map((pair) => ({ next: pair.slice(0, 1), writes: pair.slice(1) }));
  return alone === null ? pairs : [{ next: " ", writes: alone }, ...pairs];
};
