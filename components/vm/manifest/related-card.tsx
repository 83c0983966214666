"use client";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";
import { Mono } from "#components/ui/text.tsx";
import { type ObjectRef, refKey } from "#lib/manifest/related.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { ObjectLink } from "./object-link.tsx";

type RelatedCardProps = {
  manifest: ManifestView;
  current: ObjectRef;
  onOpen: (key: string | null) => void;
};

/** The machine's own object and all that the platform makes of it; none of it need exist, or be readable to everybody. */
export const RelatedCard = ({ manifest, current, onOpen }: RelatedCardProps) => {
  const t = useTranslations("manifest");
  const { ref, related, unreadPods } = manifest;
  const lines: { to: ObjectRef | null; shown: ObjectRef }[] = [
    { to: null, shown: ref },
    ...related.map((one) => ({ to: one, shown: one })),
  ];
  return (
    <Card title={t("related")} flush>
      <ul className="divide-y divide-line">
        {lines.map(({ to, shown }) => (
          <li key={refKey(shown)}>
            <ObjectLink
              to={to}
              isCurrent={refKey(shown) === refKey(current)}
              onOpen={onOpen}
              className={cx(
                "block px-4 py-2 text-sm -outline-offset-2 hover:bg-hover",
                refKey(shown) === refKey(current) && "bg-accent-soft",
              )}
            >
              <span className="block font-medium">{shown.kind}</span>
              <Mono className="block break-words text-ink-2 text-xs">{shown.name}</Mono>
            </ObjectLink>
          </li>
        ))}
      </ul>
      <div className="space-y-2 border-line border-t p-4 text-ink-2 text-xs">
        {unreadPods && <p>{t("podsUnread")}</p>}
        <p>{t("relatedNote")}</p>
      </div>
    </Card>
  );
};
