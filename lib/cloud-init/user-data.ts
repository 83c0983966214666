/** User data as cloud-init reads it: what it is stands in its first line. */

export type CloudInitRule = "cloudInitBinary" | "cloudInitTooLarge";

export type UserDataKind =
  | "cloud-config"
  | "script"
  | "include"
  | "boothook"
  | "part-handler"
  | "jinja"
  | "multipart"
  | "powershell"
  | "archive"
  | "jsonp"
  | "empty"
  | "unknown";

/**
 * The chart puts it into a Secret, and Helm keeps values and manifest of each revision in another one: at most 1 MiB each, twice this and
 * base64 in the second (pkg/apis/core/validation, MaxSecretSize).
 */
export const cloudInitLimitBytes = 256 * 1024;

/** https://cloudinit.readthedocs.io/en/latest/explanation/format.html, and what cloudbase-init adds on Windows. */
const starts: readonly (readonly [RegExp, UserDataKind])[] = [
  [/^#cloud-config\s*$/, "cloud-config"],
  [/^#cloud-config-archive\s*$/, "archive"],
  [/^#cloud-config-jsonp\s*$/, "jsonp"],
  [/^#!\s*\S/, "script"],
  [/^#include(-once)?(\s+\S+)?\s*$/, "include"],
  [/^#cloud-boothook\s*$/, "boothook"],
  [/^#part-handler\s*$/, "part-handler"],
  [/^## template: ?jinja\s*$/i, "jinja"],
  [/^#ps1(_sysnative|_x86)?\s*$/, "powershell"],
  [/^(Content-Type|MIME-Version):\s*\S/i, "multipart"],
];

/** What is wrong with user data whatever reads it. */
export const cloudInitProblem = (text: string): CloudInitRule | null => {
  if (sizeOf(text) > cloudInitLimitBytes) return "cloudInitTooLarge";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\0-\x08\x0e-\x1a\x1c-\x1f\ufffd]|[\ud800-\udfff]/u.test(text) ? "cloudInitBinary" : null;
};

/** In bytes, as it is sent. */
export const sizeOf = (text: string): number => new TextEncoder().encode(text).length;

/** How cloud-init will read it; `unknown` is what it ignores, `empty` what has nothing but blanks. */
export const kindOf = (text: string): UserDataKind => {
  const first = firstLine(text);
  return starts.find(([start]) => start.test(first))?.[1] ?? (/\S/.test(text) ? "unknown" : "empty");
};

/** Whether cloud-init will act on it: it tells what it is by the first line, and ignores what does not. */
export const isCloudInit = (text: string): boolean => !["unknown", "empty"].includes(kindOf(text));

/** Whether the guest fetches more from elsewhere at its first boot: whoever holds that address holds the machine. */
export const fetchesMore = (text: string): boolean =>
  kindOf(text) === "include" || /^Content-Type:\s*text\/x-include/im.test(text);

const firstLine = (text: string): string => text.split("\n", 1)[0]?.replace(/\r$/, "") ?? "";
