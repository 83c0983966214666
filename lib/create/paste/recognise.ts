import { isCloudInit } from "../../cloud-init/user-data.ts";
import type { PasteProblem, PasteProblemRule } from "./change.ts";
import { lostIndentation } from "./indentation.ts";

/** A text without what editors, pages and chats put around it; every line keeps its number. */
export const bareText = (text: string): { text: string; hasMended: boolean } => {
  const plain = text.replace(/\r\n?/g, "\n").replace(/^\ufeff/gm, "");
  const bare = plain
    // Pages indent with spaces that do not break, which YAML takes for letters.
    .replace(/^[ \t]*[\u00a0\u2007\u202f][ \t\u00a0\u2007\u202f]*/gm, (spaces) => " ".repeat(spaces.length))
    .replace(/^```\w*[ \t]*$/gm, "");
  // JSON may be indented by tabs, and YAML may not.
  const mended = /^\s*[[{]/.test(bare) ? bare.replace(/^\t+/gm, (tabs) => "  ".repeat(tabs.length)) : bare;
  return { text: mended, hasMended: bare.replace(/^```\w*[ \t]*$/gm, "") !== plain.replace(/^```\w*[ \t]*$/gm, "") };
};

/** User data by its first line, as cloud-init knows it, also where blanks stand before it or more behind it: whoever checks it says so. */
export const isUserData = (text: string): boolean => {
  const start = text.trimStart();
  return isCloudInit(start) || /^#(cloud-config|!|include|cloud-boothook)/.test(start);
};

/** As it was typed, without the fence of a page or chat around it: what is mended for YAML's sake is none of cloud-init's business. */
export const bareUserData = (written: string): string => {
  const [fence] = /^\s*```\w*[ \t]*\r?\n/.exec(written) ?? [];
  return fence === undefined ? written : written.slice(fence.length).replace(/(^|\n)```\s*$/, "$1");
};

const first = (text: string, pattern: RegExp): number | null => {
  const index = text.search(pattern);
  return index < 0 ? null : text.slice(0, index).split("\n").length;
};

const signs: readonly (readonly [PasteProblemRule, RegExp])[] = [
  [
    "terraform",
    /^(?:terraform|locals|(?:resource|provider|module|variable|output|data)\s+"[^"\n]*"(?:\s+"[^"\n]*")?)\s*\{/m,
  ],
  ["markup", /^\s*<(?:!doctype|\?xml|html|svg|[a-z][a-z0-9]*[\s>/])/i],
];

/** What a text is that is no manifest, before anybody reads it as YAML; null where it may be one. */
export const foreignText = (text: string): PasteProblem | null => {
  if (text.trim() === "") return { line: 1, rule: "nothing", values: {} };
  for (const [rule, pattern] of signs) {
    const line = first(text, pattern);
    if (line !== null) return { line, rule, values: {} };
  }
  const line = lostIndentation(text);
  return line === null ? null : { line, rule: "indentation", values: {} };
};

/** Objects of Kubernetes that run containers: people mean machines all the same. */
const workloads: ReadonlySet<string> = new Set([
  ...["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Pod", "Job", "CronJob"],
]);
export const isWorkload = (kind: string): boolean => workloads.has(kind);
