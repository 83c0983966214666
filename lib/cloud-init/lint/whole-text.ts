import type { Found, UserDataContext } from "../finding.ts";
import { kindOf, sizeOf, type UserDataKind } from "../user-data.ts";

/** Longer than any user data that was ever sent: a text is cut here before anything looks at it letter by letter. */
const longest = 2 * 1024 * 1024;

/** What is wrong with a text whatever it is. Where something was found, nothing else can be said of it. */
export const unreadable = (text: string, { limitBytes }: UserDataContext): Found[] => {
  const size = text.length > longest ? text.length : sizeOf(text);
  if (size > limitBytes) {
    const values = { size: Math.ceil(size / 1024), most: Math.floor(limitBytes / 1024) };
    return [{ rule: "tooLarge", severity: "error", from: 0, to: firstLineEnd(text), values }];
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufffd-\uffff]|[\ud800-\udfff]/u.exec(text);
  if (!control) return [];
  const code = (control[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return [
    {
      rule: "controlCharacter",
      severity: "error",
      from: control.index,
      to: control.index + control[0].length,
      values: { code: `U+${code}` },
    },
  ];
};

/** A kernel takes the carriage return for a part of the interpreter's name; YAML does not mind it. */
export const windowsLineEnds = (text: string, kind: UserDataKind): Found[] => {
  const first = text.indexOf("\r\n");
  if (first < 0) return [];
  const changes = [...text.matchAll(/\r\n/g)].map(({ index }) => ({ from: index, to: index + 1, insert: "" }));
  const breaks = kind === "script" || kind === "boothook" || kind === "part-handler";
  return [
    {
      rule: "windowsLineEnds",
      severity: breaks ? "error" : "info",
      from: first,
      to: first + 1,
      values: { kind: breaks ? "script" : "text" },
      fix: { id: "unixLineEnds", changes },
    },
  ];
};

/** For Talos the text is its machine configuration, which is not ours to judge; elsewhere nobody reads one. */
export const talosFindings = (text: string, { family }: UserDataContext): Found[] => {
  const to = firstLineEnd(text);
  if (family === "talos") {
    const rule = kindOf(text) === "unknown" ? "talos" : "talosCloudConfig";
    return [{ rule, severity: rule === "talos" ? "info" : "error", from: 0, to }];
  }
  const isTalos = /^machine:\s*$/m.test(text) && /^(cluster:\s*$|version:\s*v1alpha1\s*$)/m.test(text);
  return isTalos && kindOf(text) === "unknown" ? [{ rule: "talosElsewhere", severity: "error", from: 0, to }] : [];
};

/** Where the first line ends, its line break left out. */
export const firstLineEnd = (text: string): number => {
  const end = text.search(/\r?\n/);
  return end < 0 ? text.length : end;
};
