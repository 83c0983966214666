import type { ActivityEntry } from "./view.ts";

export const activityKinds = ["warning", "normal"] as const;
export type ActivityKind = (typeof activityKinds)[number];

/** What of the activity a person looks at; lives in the page's address. */
export type ActivityQuery = { text: string; kind: ActivityKind | null; vm: string | null };

export const plainActivityQuery: ActivityQuery = { text: "", kind: null, vm: null };

/** Reads `?q=image&kind=warning&vm=web`; what it does not know is left out. */
export const readActivityQuery = (get: (name: string) => string | null | undefined): ActivityQuery => ({
  text: (get("q") ?? "").slice(0, 200),
  kind: activityKinds.find((kind) => kind === get("kind")) ?? null,
  vm: (get("vm") ?? "").slice(0, 253) || null,
});

/** The opposite of `readActivityQuery`: `""` for everything. */
export const writeActivityQuery = ({ text, kind, vm }: ActivityQuery): string => {
  const parameters = new URLSearchParams();
  if (vm) parameters.set("vm", vm);
  if (kind) parameters.set("kind", kind);
  if (text.trim()) parameters.set("q", text.trim());
  const written = parameters.toString();
  return written && `?${written}`;
};

/** `sentenceOf`: what the page says of an entry, so that people find what they read. */
export const showActivity = (
  entries: readonly ActivityEntry[],
  { text, kind, vm }: ActivityQuery,
  sentenceOf: (entry: ActivityEntry) => string,
): ActivityEntry[] => {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if (vm !== null && entry.vm !== vm) return false;
    if (kind !== null && entry.isWarning !== (kind === "warning")) return false;
    if (words.length === 0) return true;
    const said = [entry.vm, entry.kind, entry.name, entry.reason, entry.message, sentenceOf(entry)]
      .join("\n")
      .toLowerCase();
    return words.every((word) => said.includes(word));
  });
};

/** Machines that something is told of, by name. */
export const machinesIn = (entries: readonly ActivityEntry[]): string[] =>
  [...new Set(entries.flatMap(({ vm }) => vm ?? []))].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
