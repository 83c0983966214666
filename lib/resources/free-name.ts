/** Names that nobody has yet, for what is about to be made. */

/** The first free name of `base-1`, `base-2`, …; `base` is made a valid label and shortened as needed. */
export const freeName = (base: string, taken: Iterable<string>, limit: number): string => {
  const used = new Set(taken);
  for (let number = 1; ; number++) {
    const name = joinName(base, String(number), limit);
    if (!used.has(name)) return name;
  }
};

/** `web` + `system` = `web-system`, shortened at the end of the first part; then with a number when it is taken. */
export const derivedName = (base: string, part: string, taken: Iterable<string>, limit: number): string => {
  const used = new Set(taken);
  const first = joinName(base, part, limit);
  return used.has(first) ? freeName(joinName(base, part, limit - 4), used, limit) : first;
};

const joinName = (base: string, part: string, limit: number): string => {
  const label = base
    .toLowerCase()
    .replace(/[^a-z0-9-]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, Math.max(1, limit - part.length - 1))
    .replace(/-+$/, "");
  return `${label || "vm"}-${part}`;
};
