/** What a spreadsheet takes for the beginning of a formula, in both widths, or for a reason to run one. */
const startsFormula = /^[=+\-@\t\r\n＝＋－＠]/;
const plainNumber = /^-?\d+(?:\.\d+)?$/;

/** One cell of RFC 4180. Text from the cluster never becomes a formula: an apostrophe before it makes it text. */
export const csvCell = (value: string | number | null): string => {
  if (value === null) return "";
  const text = String(value);
  const safe = startsFormula.test(text) && !(typeof value === "number" && plainNumber.test(text)) ? `'${text}` : text;
  return /[",\r\n\t;]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** A whole file. It begins with the mark by which spreadsheets know UTF-8. */
export const csvFile = (lines: readonly (readonly (string | number | null)[])[]): string =>
  `\ufeff${lines.map((cells) => `${cells.map(csvCell).join(",")}\r\n`).join("")}`;
