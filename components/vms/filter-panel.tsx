import { useTranslations } from "next-intl";
import { useId, useMemo, useState } from "react";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { facetsOf, mostFacets } from "#lib/resources/vm/list-facets.ts";
import { type Filter, type FilterField, filterFields, sameFilter } from "#lib/resources/vm/list-filter.ts";
import type { ListQuery } from "#lib/resources/vm/list-query.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";
import { useFilterWords } from "./filter-words.ts";

type FilterPanelProps = {
  query: ListQuery;
  rows: readonly VmRow[];
  onChange: (part: Partial<ListQuery>) => void;
};

const fewValues = 8;

/** A field, then its values with how many machines have each. Every choice takes effect at once. */
export const FilterPanel = ({ query, rows, onChange }: FilterPanelProps) => {
  const t = useTranslations("list.filter");
  const words = useFilterWords();
  const { number } = useAmounts();
  const [field, setField] = useState<FilterField>(query.filters[0]?.field ?? "status");
  const [sought, setSought] = useState("");
  const hintId = useId();
  const facets = useMemo(() => facetsOf(rows, query, field), [rows, query, field]);
  const text = sought.trim().toLowerCase();
  const found = text ? facets.filter(({ value }) => words.value(field, value).toLowerCase().includes(text)) : facets;

  const toggle = (filter: Filter) => {
    const others = query.filters.filter((known) => !sameFilter(known, filter));
    onChange({ filters: others.length < query.filters.length ? others : [...query.filters, filter] });
  };
  return (
    <div className="flex flex-col gap-3 p-3">
      <Segmented
        label={t("fields")}
        size="small"
        wrap
        options={filterFields.map((value) => ({ value, label: words.field(value) }))}
        value={field}
        onChange={(next) => {
          setField(next);
          setSought("");
        }}
      />
      {facets.length > fewValues && (
        <TextInput
          role="searchbox"
          aria-label={t("find")}
          placeholder={t("find")}
          value={sought}
          onChange={(event) => setSought(event.target.value)}
        />
      )}
      {facets.length === 0 ? (
        <p className="text-ink-2 text-sm">{t("none")}</p>
      ) : (
        <fieldset aria-describedby={hintId} className="-mx-1 max-h-[280px] overflow-y-auto">
          <legend className="sr-only">{words.field(field)}</legend>
          {found.slice(0, mostFacets).map(({ value, count }) => (
            <CheckLine
              key={value}
              checked={query.filters.some((filter) => sameFilter(filter, { field, value }))}
              onChange={() => toggle({ field, value })}
            >
              <span className="min-w-0 flex-1 break-words">{words.value(field, value)} </span>
              <span className="text-ink-2 text-xs">{number(count)}</span>
            </CheckLine>
          ))}
        </fieldset>
      )}
      <p id={hintId} className="text-ink-2 text-xs">
        {found.length > mostFacets ? t("more", { count: found.length - mostFacets }) : t("anyOf")}
      </p>
    </div>
  );
};
