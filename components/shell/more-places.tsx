import { useTranslations } from "next-intl";
import { MenuItems } from "#components/ui/menu-items.tsx";
import type { Place } from "./places.ts";

/** The places for which a phone's bar has no room. */
export const MorePlaces = ({ places, close }: { places: readonly Place[]; close: () => void }) => {
  const t = useTranslations("shell");
  return (
    <MenuItems
      onDone={close}
      items={places.map(({ href, label, Icon }) => ({
        id: label,
        href,
        label: t(label),
        icon: <Icon aria-hidden="true" className="size-4" />,
      }))}
    />
  );
};
