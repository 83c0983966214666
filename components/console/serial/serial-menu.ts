import type { MenuEntry } from "#components/ui/menu-items.tsx";
import { functionKeys, type SerialKey, serialKeys } from "#lib/console/serial/serial-keys.ts";

type Words = (key: "keys.control" | "keys.functions" | "keys.line" | "keys.break" | "keys.noBreak") => string;

/** The keys that can be sent, and the one that cannot, with the reason. */
export const serialMenu = (t: Words, away: string | null, send: (bytes: string) => void): readonly MenuEntry[] => {
  const entry = ({ id, label, bytes }: SerialKey): MenuEntry => ({
    id,
    label,
    disabledReason: away,
    onSelect: () => send(bytes),
  });
  return [
    { id: "control", heading: t("keys.control") },
    ...serialKeys.map(entry),
    { id: "line", heading: t("keys.line") },
    { id: "break", label: t("keys.break"), disabledReason: t("keys.noBreak"), onSelect: () => {} },
    { id: "functions", heading: t("keys.functions") },
    ...functionKeys.map(entry),
  ];
};
