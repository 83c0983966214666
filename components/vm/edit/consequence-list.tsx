import { Info, OctagonAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import type { Consequence } from "#lib/edit/consequences.ts";

const looks = {
  info: { Icon: Info, color: "text-ink-2" },
  warning: { Icon: TriangleAlert, color: "text-attention" },
  danger: { Icon: OctagonAlert, color: "text-failed" },
} as const;

/** What a change brings with it, said before it is made; read out when it becomes another. */
export const ConsequenceList = ({ consequences }: { consequences: readonly Consequence[] }) => {
  const t = useTranslations("edit");
  return (
    <div role="status">
      {consequences.length > 0 && (
        <>
          <h3 className="font-medium text-ink text-sm">{t("what.title")}</h3>
          <ul className="mt-1.5 space-y-1.5 text-sm">
            {consequences.map(({ id, tone, values }) => {
              const { Icon, color } = looks[tone];
              return (
                <li key={id} className="flex gap-2">
                  <Icon aria-hidden="true" className={cx("mt-0.5 size-4 shrink-0", color)} />
                  <span className="max-w-[68ch] text-ink-2">{t(`consequences.${id}`, values)}</span>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
};
