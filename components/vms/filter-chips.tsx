import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { alternatives, type Filter } from "#lib/resources/vm/list-filter.ts";
import { useFilterWords } from "./filter-words.ts";

type FilterChipsProps = { filters: readonly Filter[]; onChange: (filters: readonly Filter[]) => void };

/** What narrows the list, each to be taken away; several values of one field are one chip, as any of them will do. */
export const FilterChips = ({ filters, onChange }: FilterChipsProps) => {
  const t = useTranslations("vms.filter");
  const words = useFilterWords();
  return (
    <ul aria-label={t("applied")} className="contents">
      {[...alternatives(filters)].map(([about, group]) => {
        const name = words.field(group[0].field);
        const values = group.map(({ field, value }) => words.value(field, value)).join(", ");
        return (
          <li
            key={about}
            className="flex h-8 max-md:h-10 min-w-0 max-w-full items-center rounded-control bg-accent-soft pl-2.5 text-accent text-sm"
          >
            <span className="truncate">
              {name} <span className="font-semibold">{values}</span>
            </span>
            <button
              type="button"
              aria-label={t("remove", { name: `${name} ${values}` })}
              data-tip={t("remove", { name })}
              onClick={() => onChange(filters.filter((filter) => !group.includes(filter)))}
              className="ml-1 flex h-8 w-7 max-md:size-10 shrink-0 items-center justify-center rounded-control hover:bg-accent/10"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </li>
        );
      })}
      <li>
        <button
          type="button"
          onClick={() => onChange([])}
          className="h-8 max-md:h-10 rounded-control px-2 font-medium text-ink-2 text-sm hover:bg-raised hover:text-ink"
        >
          {t("clear")}
        </button>
      </li>
    </ul>
  );
};
