import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { CataloguePart, CatalogueView } from "#lib/resources/image/view.ts";

type MissingPartProps = { part: CataloguePart; label: string; catalogue: CatalogueView; onRetry: () => void };

/** A part of the catalogue that is not there because it could not be read: never an empty list without a word. */
export const MissingPart = ({ part, label, catalogue, onRetry }: MissingPartProps) => {
  const t = useTranslations("images.missing");
  if (!catalogue.missing.includes(part)) return null;
  const isForbidden = catalogue.forbidden.includes(part);
  return (
    <Notice
      tone="attention"
      title={t(isForbidden ? "forbidden" : "failed", { part: label })}
      action={
        !isForbidden && (
          <Button size="small" onClick={onRetry}>
            {t("retry")}
          </Button>
        )
      }
    >
      {t(isForbidden ? "forbiddenBody" : "failedBody")}
    </Notice>
  );
};
