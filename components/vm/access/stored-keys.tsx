import { useTranslations } from "next-intl";
import { publicKeyOf } from "#components/keys/public-key.ts";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Mono } from "#components/ui/text.tsx";
import { FirstBootNote } from "./first-boot-note.tsx";

/** The machine's keys for who may not change them. */
export const StoredKeys = ({ keys }: { keys: readonly string[] }) => {
  const t = useTranslations("first-boot.keys");
  return (
    <Card title={t("title")} aside={<FirstBootNote />} flush>
      {keys.length === 0 && <p className="px-4 py-3 text-ink-2 text-sm">{t("none")}</p>}
      <ul aria-label={t("list")} className="divide-y divide-line">
        {keys.map((line) => {
          const { type, comment } = publicKeyOf(line);
          return (
            <li key={line} className="flex items-center gap-2 px-4 py-2">
              <p className="min-w-0 flex-1 truncate">
                {comment} <Mono className="text-ink-2">{type}</Mono>
              </p>
              <CopyButton text={line} what={comment || type} />
            </li>
          );
        })}
      </ul>
    </Card>
  );
};
