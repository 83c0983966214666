/** An 8×16 text font, drawn for the demo. A glyph is the rows 2 to 14 in hexadecimal, most significant bit left; missing ones are empty. */
const glyphs: Record<string, string> = {
  "!": "18181818181818001818",
  '"': "666666",
  "#": "006c6cfe6c6cfe6c6c",
  $: "107cd6d0d07c1616d67c10",
  "%": "00c2c60c183060c686",
  "&": "386c6c3870decccccc76",
  "'": "181818",
  "(": "0c18303030303030180c",
  ")": "30180c0c0c0c0c0c1830",
  "*": "00006c38fe386c",
  "+": "000018187e1818",
  ",": "000000000000000018181830",
  "-": "000000007e",
  ".": "00000000000000001818",
  "/": "06060c0c181830306060",
  "0": "7cc6c6cedef6e6c6c67c",
  "1": "1838781818181818187e",
  "2": "7cc606060c183060c0fe",
  "3": "7cc606063c060606c67c",
  "4": "0c1c3c6cccccfe0c0c0c",
  "5": "fec0c0c0fc060606c67c",
  "6": "7cc6c0c0fcc6c6c6c67c",
  "7": "fe06060c0c1818303030",
  "8": "7cc6c6c67cc6c6c6c67c",
  "9": "7cc6c6c6c67e0606c67c",
  ":": "00000018180000001818",
  ";": "000000181800000018181830",
  "<": "00060c18306030180c06",
  "=": "0000007e00007e",
  ">": "006030180c060c183060",
  "?": "7cc6060c181818001818",
  "@": "7cc6c6dedededed8c07c",
  A: "10386cc6c6fec6c6c6c6",
  B: "fcc6c6c6fcc6c6c6c6fc",
  C: "7cc6c0c0c0c0c0c0c67c",
  D: "f8ccc6c6c6c6c6c6ccf8",
  E: "fec0c0c0f8c0c0c0c0fe",
  F: "fec0c0c0f8c0c0c0c0c0",
  G: "7cc6c0c0c0dec6c6c67c",
  H: "c6c6c6c6fec6c6c6c6c6",
  I: "7e18181818181818187e",
  J: "1e06060606060606c67c",
  K: "c6c6ccd8f0f0d8ccc6c6",
  L: "c0c0c0c0c0c0c0c0c0fe",
  M: "c6c6eefed6d6c6c6c6c6",
  N: "c6c6e6f6f6dedecec6c6",
  O: "7cc6c6c6c6c6c6c6c67c",
  P: "fcc6c6c6c6fcc0c0c0c0",
  Q: "7cc6c6c6c6c6c6d6cc76",
  R: "fcc6c6c6fcf0d8ccc6c6",
  S: "7cc6c0c07c060606c67c",
  T: "7e181818181818181818",
  U: "c6c6c6c6c6c6c6c6c67c",
  V: "c6c6c6c6c6c66c6c3810",
  W: "c6c6c6c6d6d6d6feeec6",
  X: "c6c66c6c38386c6cc6c6",
  Y: "666666663c1818181818",
  Z: "fe06060c183060c0c0fe",
  "[": "3c30303030303030303c",
  "\\": "6060303018180c0c0606",
  "]": "3c0c0c0c0c0c0c0c0c3c",
  "^": "10386cc6",
  _: "0000000000000000000000ff",
  "`": "30180c",
  a: "0000007c06067ec6c67e",
  b: "c0c0c0fcc6c6c6c6c6fc",
  c: "0000007cc6c0c0c0c67c",
  d: "0606067ec6c6c6c6c67e",
  e: "0000007cc6c6fec0c07c",
  f: "1c30307c303030303030",
  g: "0000007ec6c6c6c6c67e06067c",
  h: "c0c0c0fcc6c6c6c6c6c6",
  i: "1818003818181818183c",
  j: "0606000e06060606060606663c",
  k: "c0c0c0c6ccd8f0d8ccc6",
  l: "3818181818181818183c",
  m: "000000ecfed6d6d6c6c6",
  n: "000000fcc6c6c6c6c6c6",
  o: "0000007cc6c6c6c6c67c",
  p: "000000fcc6c6c6c6c6fcc0c0c0",
  q: "0000007ec6c6c6c6c67e060606",
  r: "000000dce6c0c0c0c0c0",
  s: "0000007ec0c07c0606fc",
  t: "3030307c30303030301c",
  u: "000000c6c6c6c6c6c67e",
  v: "000000c6c6c66c6c3810",
  w: "000000c6c6d6d6d6fe6c",
  x: "000000c66c3810386cc6",
  y: "000000c6c6c6c6c6c67e06067c",
  z: "000000fe060c3860c0fe",
  "{": "0e181818701818180e",
  "|": "181818181818181818181818",
  "}": "701818180e18181870",
  "~": "0000000076dc",
  ß: "3c6666666c6666666c60",
  "●": "0000003c7e7e7e7e3c",
  "—": "00000000ff",
  "─": "0000000000ff",
  "│": "18181818181818181818181818",
  "…": "00000000000000005454",
};

/** Two rows put above a letter, by the combining character of its decomposition. */
const marks: Record<string, string> = {
  "\u0300": "3018",
  "\u0301": "0c18",
  "\u0302": "386c",
  "\u0303": "76dc",
  "\u0308": "6600",
  "\u030a": "3828",
  "\u030c": "6c38",
};

const missing = "fe828282828282828282fe";
const height = 16;

const rowsOf = (hex: string, firstRow: number, into: Uint8Array): void => {
  for (let at = 0; at < hex.length; at += 2) {
    const row = firstRow + at / 2;
    into[row] = (into[row] ?? 0) | Number.parseInt(hex.slice(at, at + 2), 16);
  }
};

const draw = (character: string): Uint8Array => {
  const rows = new Uint8Array(height);
  if (character <= " " || character === "\u00a0") return rows;
  const [base = "", mark = ""] = character.normalize("NFD");
  const letter = glyphs[base];
  rowsOf(letter ?? missing, 2, rows);
  if (letter && marks[mark]) rowsOf(marks[mark], base >= "a" ? 2 : 0, rows);
  return rows;
};

const drawn = new Map<number, Uint8Array>();

export const glyphSize = { width: 8, height } as const;

/** The 16 rows of a character, one byte each, most significant bit left. Characters the font lacks are a hollow box. */
export const glyphRows = (codePoint: number): Uint8Array => {
  const known = drawn.get(codePoint);
  if (known) return known;
  const rows = draw(String.fromCodePoint(codePoint));
  drawn.set(codePoint, rows);
  return rows;
};
