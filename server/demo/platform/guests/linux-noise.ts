/** What a boot, a login and a full-screen editor send, with every kind of sequence in it, and all that a terminal could be asked. */
const recorded = [
  "[    0.000000] Linux version 6.8.0 #1 SMP\r\n\u001b[0;32m  OK  \u001b[0m Reached \u001b[0;1;39mmulti-user.target\u001b[0m\r\n",
  "\u001b[?2004h\u001b]0;owned\u0007root@web:~# ls\r\n\u001b[01;34mprojekte\u001b[0m  Grüße.txt  東京  🙂\r\n\u001b]52;c;b3duZWQ=\u0007",
  "\u001b[?1049h\u001b[22;0;0t\u001b[?1h\u001b=\u001b[1;24r\u001b[?1004h\u001b[>c\u001b[c\u001b]11;?\u0007\u001b[H\u001b[2J\u001b[3;5H┌──┐\u001b[4;5H│",
  "\u001b[24;1H\u001b[7m-- INSERT --\u001b[27m\u001b[6n\u001b[5n\u001bP$qm\u001b\\\u001b[38;5;208mx\u001b[48;2;1;2;3my\u001b[0m\u001b[2L\u001b[3M",
  "\u001b(0lqqk\u001b(B\u001b]8;;javascript:alert(1)\u0007here\u001b]8;;\u0007\u001b[18t\u001b[21t\u001b[r\u001b[?1l\u001b>\u001b[?1049l\u001b[23;0;0t",
].join("");

/** Numbers that are the same on every run (mulberry32). */
const numbersFrom = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
};

/** The recorded stream so many times, each time with some characters changed and a piece doubled, taken out or cut off. */
export function* noise(rounds: number): Generator<string> {
  const next = numbersFrom(15);
  for (let round = 0; round < rounds; round += 1) {
    const characters = [...recorded];
    for (let changes = 1 + (next() % 12); changes > 0; changes -= 1)
      characters[next() % characters.length] = String.fromCharCode(next() % 256);
    const from = next() % characters.length;
    const to = from + (next() % 80);
    const [before, piece, after] = [characters.slice(0, from), characters.slice(from, to), characters.slice(to)];
    const kinds = [[before, piece, piece, after], [before, after], [before], [characters]];
    yield (kinds[next() % 4] ?? []).flat().join("");
  }
}

/** Out of any sequence, and a terminal as it was in the beginning. */
export const resetTerminal = "\u0018\u001b\\\u001bc";
