/** One line of a difference; numbers count from 1 in the text it is from. */
export type DiffLine = { kind: "same" | "gone" | "new"; text: string; before: number | null; after: number | null };

/** Beyond so many comparisons what differs is shown as a whole. */
const mostComparisons = 2_000_000;

const linesOf = (text: string): string[] => (text === "" ? [] : text.replace(/\n$/, "").split("\n"));

/** The shortest way from one text to the other, by lines. */
export const lineDiff = (before: string, after: string): DiffLine[] => {
  const [a, b] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const [middleA, middleB] = [a.slice(head, a.length - tail), b.slice(head, b.length - tail)];

  const result: DiffLine[] = [];
  let [atA, atB] = [0, 0];
  const push = (kind: DiffLine["kind"]) => {
    const text = (kind === "new" ? b[atB] : a[atA]) ?? "";
    if (kind !== "new") atA++;
    if (kind !== "gone") atB++;
    result.push({ kind, text, before: kind === "new" ? null : atA, after: kind === "gone" ? null : atB });
  };
  while (atA < head) push("same");
  for (const kind of middleOf(middleA, middleB)) push(kind);
  while (atA < a.length) push("same");
  return result;
};

/** By the longest common subsequence. */
const middleOf = (a: readonly string[], b: readonly string[]): DiffLine["kind"][] => {
  const all = (kind: DiffLine["kind"], count: number) => Array.from({ length: count }, () => kind);
  if (a.length * b.length > mostComparisons) return [...all("gone", a.length), ...all("new", b.length)];
  const width = b.length + 1;
  const common = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => common[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const kinds: DiffLine["kind"][] = [];
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    if (i < a.length && j < b.length && a[i] === b[j]) [i, j] = [i + 1, j + 1, kinds.push("same")];
    else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) [i] = [i + 1, kinds.push("gone")];
    else [j] = [j + 1, kinds.push("new")];
  }
  return kinds;
};

/** What changed with so many lines around it; each part is what stands together. */
export const hunksOf = (lines: readonly DiffLine[], around = 3): DiffLine[][] => {
  const isNear = lines.map((_, index) =>
    lines.slice(Math.max(0, index - around), index + around + 1).some(({ kind }) => kind !== "same"),
  );
  const hunks: DiffLine[][] = [];
  for (const [index, line] of lines.entries()) {
    if (!isNear[index]) continue;
    if (isNear[index - 1]) hunks.at(-1)?.push(line);
    else hunks.push([line]);
  }
  return hunks;
};
