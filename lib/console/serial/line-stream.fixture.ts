/** What a boot, a login and a full-screen editor send, with every kind of sequence in it. */
const recorded = new TextEncoder().encode(
  [
    "[    0.000000] Linux version 6.8.0 #1 SMP\r\n\x1b[0;32m  OK  \x1b[0m Reached \x1b[0;1;39mmulti-user.target\x1b[0m\r\n",
    "\x1b[?2004h\x1b]0;root@web: ~\x07root@web:~# ls --color\r\n\x1b[01;34mprojekte\x1b[0m  Grüße.txt  東京  🙂\r\n",
    "\x1b[?1049h\x1b[22;0;0t\x1b[?1h\x1b=\x1b[1;24r\x1b[?1004h\x1b[>c\x1b]11;?\x07\x1b[H\x1b[2J\x1b[3;5H┌──┐\x1b[4;5H│\x1b[4;8H│\x1b[5;5H└──┘",
    "\x1b[24;1H\x1b[7m-- INSERT --\x1b[27m\x1b[6n\x1bP$qm\x1b\\\x1b[38;5;208mx\x1b[48;2;1;2;3my\x1b[0m\x1b[2L\x1b[3M\x1b[4@\x1b[5P",
    "\x1b(0lqqk\x1b(B\x1b]8;;https://example.com\x07here\x1b]8;;\x07\x1b[?1000h\x1b[?1006h\x1b[r\x1b[?1l\x1b>\x1b[?1049l\x1b[23;0;0t",
    "\x1b]52;c;aGVsbG8=\x07\x1b]52;c;?\x07\x1b[21t\x1b[c\x1b[5n\x1b]4;1;?\x07",
  ].join(""),
);

const joined = (...parts: Uint8Array[]): Uint8Array<ArrayBuffer> => Uint8Array.from(parts.flatMap((part) => [...part]));

/** Some bytes changed, a piece doubled, taken out or cut off. */
export const mutatedLine = (random: () => number): Uint8Array<ArrayBuffer> => {
  const below = (limit: number): number => Math.floor(random() * limit);
  const bytes = recorded.slice();
  for (let changes = 1 + below(12); changes > 0; changes -= 1) bytes[below(bytes.length)] = below(256);
  const from = below(bytes.length);
  const to = Math.min(bytes.length, from + below(80));
  const [before, piece, after] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
  switch (below(4)) {
    case 0:
      return joined(before, piece, piece, after);
    case 1:
      return joined(before, after);
    case 2:
      return joined(before);
    default:
      return bytes;
  }
};

/** Out of any sequence, and a terminal as it was in the beginning. */
export const anew = "\x18\x1b\\\x1bc";
