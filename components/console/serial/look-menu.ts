import type { MenuEntry } from "#components/ui/menu-items.tsx";
import { fontSizes, type LookTheme, looks, type SerialLook } from "#lib/console/serial/look.ts";

type Words = (key: "look.font" | "look.theme" | "look.drawing" | "look.webgl" | `look.${LookTheme}`) => string;

/** How the line looks; kept for the next one. */
export const lookMenu = (
  t: Words,
  look: SerialLook,
  set: (part: Partial<SerialLook>) => void,
): readonly MenuEntry[] => [
  { id: "font", heading: t("look.font") },
  ...fontSizes.map((size) => ({
    id: `font-${size}`,
    label: `${size} px`,
    checked: look.fontSize === size,
    onSelect: () => set({ fontSize: size }),
  })),
  { id: "theme", heading: t("look.theme") },
  ...looks.map((theme) => ({
    id: `theme-${theme}`,
    label: t(`look.${theme}`),
    checked: look.theme === theme,
    onSelect: () => set({ theme }),
  })),
  { id: "drawing", heading: t("look.drawing") },
  { id: "webgl", label: t("look.webgl"), checked: look.webgl, onSelect: () => set({ webgl: !look.webgl }) },
];
