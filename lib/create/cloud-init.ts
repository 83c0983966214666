/** User data as cloud-init reads it: what it is stands in its first line. */

export type CloudInitRule = "cloudInitBinary" | "cloudInitTooLarge";

/**
 * The chart puts it into a Secret, and Helm keeps values and manifest of each revision in another one: at most 1 MiB each, twice this and
 * base64 in the second (pkg/apis/core/validation, MaxSecretSize).
 */
export const cloudInitLimitBytes = 256 * 1024;

/** https://cloudinit.readthedocs.io/en/latest/explanation/format.html, and what cloudbase-init adds on Windows. */
const starts = [
  /^#cloud-config(-archive|-jsonp)?\s*$/,
  /^#!\s*\S/,
  /^#include(-once)?\s*$/,
  /^#cloud-boothook\s*$/,
  /^#part-handler\s*$/,
  /^## template: ?jinja\s*$/i,
  /^#ps1(_sysnative|_x86)?\s*$/,
  /^(Content-Type|MIME-Version):\s*\S/i,
];

/** What is wrong with user data whatever reads it. */
export const cloudInitProblem = (text: string): CloudInitRule | null => {
  if (new TextEncoder().encode(text).length > cloudInitLimitBytes) return "cloudInitTooLarge";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]|[\ud800-\udfff]/u.test(text) ? "cloudInitBinary" : null;
};

/** Whether cloud-init will act on it: it tells what it is by the first line, and ignores what does not. */
export const isCloudInit = (text: string): boolean => starts.some((start) => start.test(firstLine(text)));

/** Whether the guest fetches more from elsewhere at its first boot: whoever holds that address holds the machine. */
export const fetchesMore = (text: string): boolean =>
  /^#include(-once)?\s*$/.test(firstLine(text)) || /^Content-Type:\s*text\/x-include/im.test(text);

const firstLine = (text: string): string => text.split("\n", 1)[0]?.replace(/\r$/, "") ?? "";
