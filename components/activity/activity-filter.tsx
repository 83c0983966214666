import { useTranslations } from "next-intl";
import { SearchField } from "#components/ui/search-field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { type ActivityQuery, activityKinds } from "#lib/resources/activity/query.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";

type ActivityFilterProps = {
  query: ActivityQuery;
  /** Those that something is told of; null where it is about one alone. */
  machines: readonly string[] | null;
  shown: number;
  total: number;
  onChange: (part: Partial<ActivityQuery>) => void;
};

const words = { warning: "warnings", normal: "normal" } as const;

/** By words, machine and kind; all of it is in the page's address. */
export const ActivityFilter = ({ query, machines, shown, total, onChange }: ActivityFilterProps) => {
  const t = useTranslations("activity");
  const { number } = useAmounts();
  return (
    <search aria-label={t("filter.label")} className="flex max-w-5xl flex-wrap items-center gap-3 py-4 max-md:py-3">
      <SearchField
        label={t("filter.search")}
        placeholder={t("filter.placeholder")}
        value={query.text}
        onChange={(text) => onChange({ text })}
        className="max-w-[280px]"
      />
      {machines && <MachineFilter chosen={query.vm} machines={machines} onChoose={(vm) => onChange({ vm })} />}
      <Segmented
        label={t("filter.kind")}
        value={query.kind ?? "all"}
        onChange={(kind) => onChange({ kind: kind === "all" ? null : kind })}
        options={[
          { value: "all" as const, label: t("filter.all") },
          ...activityKinds.map((value) => ({ value, label: t(`filter.${words[value]}`) })),
        ]}
      />
      <p className="ml-auto whitespace-nowrap text-ink-2 text-xs max-md:hidden">
        {t("count", { shown: number(shown), total: number(total) })}
      </p>
    </search>
  );
};

type MachineFilterProps = { chosen: string | null; machines: readonly string[]; onChoose: (vm: string | null) => void };

const MachineFilter = ({ chosen, machines, onChoose }: MachineFilterProps) => {
  const t = useTranslations("activity.filter");
  const known = chosen === null || machines.includes(chosen) ? machines : [chosen, ...machines];
  return (
    <Select
      aria-label={t("machine")}
      value={chosen ?? ""}
      onChange={(event) => onChoose(event.target.value || null)}
      className="w-auto! max-w-56 max-md:max-w-none max-md:flex-1"
    >
      <option value="">{t("allMachines")}</option>
      {known.map((name) => (
        <option key={name} value={name}>
          {shownNameOfVm(name)}
        </option>
      ))}
    </Select>
  );
};
