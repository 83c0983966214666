import { useTranslations } from "next-intl";
import { type ReactNode, useState, useSyncExternalStore } from "react";
import type { MenuEntry } from "#components/ui/menu-items.tsx";
import { type KeyCombination, screenKeys, sysRqLetters } from "#lib/console/keys.ts";
import { combinationOf, labelOf } from "#lib/console/recorded-keys.ts";
import type { VncHandle } from "../consoles.ts";
import { CombinationsDialog } from "./combinations-dialog.tsx";
import { createOwnCombinations } from "./own-combinations.ts";

/** What the Keys menu of a screen offers, and the dialog in which one makes combinations of one's own. */
export const useKeyMenu = (handle: VncHandle, refusal: string | null): { keys: MenuEntry[]; dialog: ReactNode } => {
  const t = useTranslations("typing.keys");
  const [store] = useState(createOwnCombinations);
  const own = useSyncExternalStore(store.subscribe, store.getSnapshot, store.getServerSnapshot);
  const [isOpen, setOpen] = useState(false);

  const press = (combination: KeyCombination, detail?: string): MenuEntry => ({
    id: combination.id,
    label: combination.label,
    detail,
    disabledReason: refusal,
    onSelect: () => {
      handle.viewer?.press(combination);
      handle.viewer?.focus();
    },
  });
  const group = (name: KeyCombination["group"]) => screenKeys.filter((each) => each.group === name);
  // As sysRqLetters says, the magic ones are in its order.
  const magic = group("sysrq").map((combination, at) => {
    const letter = sysRqLetters[at]?.toLowerCase() as Lowercase<(typeof sysRqLetters)[number]> | undefined;
    return press(combination, letter && t(`meaning.${letter}`));
  });
  return {
    keys: [
      { id: "combinations", heading: t("combinations") },
      ...group("combination").map((combination) => press(combination)),
      { id: "own", heading: t("own") },
      ...own.map((each) => press(combinationOf(each), labelOf(each.keys))),
      { id: "record", label: t("record"), onSelect: () => setOpen(true) },
      { id: "sysrq", heading: t("sysrq") },
      ...magic,
      { id: "terminals", heading: t("terminals") },
      ...group("terminal").map((combination) => press(combination)),
    ],
    dialog: <CombinationsDialog open={isOpen} onClose={() => setOpen(false)} own={own} store={store} />,
  };
};
