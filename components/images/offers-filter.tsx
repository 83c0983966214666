import { useTranslations } from "next-intl";
import { SearchField } from "#components/ui/search-field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { type OfferKind, type OffersQuery, offerKinds } from "#lib/resources/image/offers.ts";

type OffersFilterProps = {
  query: OffersQuery;
  /** How many of each part match. */
  found: Readonly<Record<OfferKind, number>>;
  onChange: (part: Partial<OffersQuery>) => void;
};

/** Words, which are looked for everywhere, and which part is shown. */
export const OffersFilter = ({ query, found, onChange }: OffersFilterProps) => {
  const t = useTranslations("images");
  const { number } = useAmounts();
  return (
    <search aria-label={t("filter.label")} className="flex flex-wrap items-center gap-3">
      <SearchField
        label={t("filter.search")}
        placeholder={t("filter.placeholder")}
        value={query.text}
        onChange={(text) => onChange({ text })}
        className="max-w-[300px]"
      />
      <Segmented
        label={t("filter.kind")}
        value={query.kind}
        onChange={(kind) => onChange({ kind })}
        wrap
        options={offerKinds.map((value) => ({
          value,
          label: (
            <>
              {t(`kind.${value}`)}
              <span className="ml-1.5 text-ink-3 tabular-nums">{number(found[value])}</span>
            </>
          ),
        }))}
      />
    </search>
  );
};
