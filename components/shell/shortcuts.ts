/** What a shortcut of the shell does; its words are in messages `tools.shortcut`. */
export type ShellShortcut = "palette" | "help" | "overview" | "list" | "activity" | "new";

/** All shortcuts there are, for the keyboard and for the page that lists them. Those of the list and of rows are read where they work. */
export const shortcuts = {
  anywhere: [
    { id: "palette", keys: ["Mod", "k"] },
    { id: "help", keys: ["?"] },
    { id: "overview", keys: ["g", "o"] },
    { id: "list", keys: ["g", "l"] },
    { id: "activity", keys: ["g", "a"] },
    { id: "new", keys: ["n"] },
  ],
  list: [
    { id: "search", keys: ["/"] },
    { id: "move", keys: ["↑", "↓"] },
    { id: "open", keys: ["Enter"] },
    { id: "console", keys: ["c"] },
    { id: "select", keys: ["x"] },
    { id: "range", keys: ["Shift", "↓"] },
    { id: "all", keys: ["Mod", "a"] },
  ],
} as const satisfies {
  anywhere: readonly { id: ShellShortcut; keys: readonly string[] }[];
  list: readonly { id: string; keys: readonly string[] }[];
};

/** A key that was begun with is forgotten after so long. */
const sequenceMs = 1_200;

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "timeStamp">;
/** `free`: nobody is typing. `field`: somebody is, in a field of ours. `taken`: keys belong to a console, a menu or a dialog. */
export type KeyPlace = "free" | "field" | "taken";

/** Reads keys one by one; gives the shortcut that is complete with this one. */
export const createShortcutReader = () => {
  let begun = { key: "", at: 0 };
  return ({ key, ctrlKey, metaKey, altKey, timeStamp }: Key, place: KeyPlace): ShellShortcut | null => {
    const first = timeStamp - begun.at <= sequenceMs ? begun.key : "";
    begun = { key: "", at: 0 };
    if (place === "taken" || altKey) return null;
    if (ctrlKey || metaKey) return key.toLowerCase() === "k" && ctrlKey !== metaKey ? "palette" : null;
    if (place === "field") return null;
    const wanted = first ? [first, key] : [key];
    const found = shortcuts.anywhere.find(({ keys }) => keys.join() === wanted.join());
    if (found) return found.id;
    const isBeginning = shortcuts.anywhere.some(({ keys: [one, two] }) => one === key && two !== undefined);
    if (isBeginning) begun = { key, at: timeStamp };
    return null;
  };
};

/** Whose keys they are where the focus stands. */
export const placeOf = (target: EventTarget | null): KeyPlace => {
  if (!(target instanceof Element)) return "free";
  if (target.closest("dialog, [role=menu], .xterm, canvas")) return "taken";
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") ? "field" : "free";
};
