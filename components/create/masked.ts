const mask = "••••••";

/** A text with the values of these headers covered, wherever it writes them as YAML or HCL does: one to a line. */
export const masked = (text: string, headers: readonly string[]): string => {
  const names = new Set(headers.filter(Boolean));
  if (names.size === 0) return text;
  return text
    .split("\n")
    .map((line) => {
      const [, head, name] = /^(\s*["']?([^\s"':=]+)["']?\s*[:=]\s*)\S/.exec(line) ?? [];
      return head && name && names.has(name) ? `${head}${mask}` : line;
    })
    .join("\n");
};
