import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Field } from "#components/ui/field.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Select } from "#components/ui/select.tsx";
import { defaultColumns, type ListLook, optionalColumns, sameColumns } from "#lib/resources/vm/list-columns.ts";
import { labelKeysOf } from "#lib/resources/vm/list-facets.ts";
import { readGroupBy } from "#lib/resources/vm/list-group.ts";
import type { ListQuery } from "#lib/resources/vm/list-query.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

type DisplayPanelProps = {
  query: ListQuery;
  look: ListLook;
  rows: readonly VmRow[];
  onLook: (look: ListLook) => void;
  onChange: (part: Partial<ListQuery>) => void;
};

const mostKeys = 40;

/** Row height and columns, which this browser remembers; groups, which are in the page's address. */
export const DisplayPanel = ({ query, look, rows, onLook, onChange }: DisplayPanelProps) => {
  const t = useTranslations("list.display");
  const column = useTranslations("vms.column");
  const keys = useMemo(() => labelKeysOf(rows).slice(0, mostKeys), [rows]);
  const own = query.by?.startsWith("label:") ? query.by.slice("label:".length) : null;
  return (
    <div className="flex flex-col gap-4 p-4">
      <div className="flex items-center justify-between gap-3">
        <span aria-hidden="true" className="font-medium text-sm">
          {t("density")}
        </span>
        <Segmented
          label={t("density")}
          size="small"
          options={(["comfortable", "compact"] as const).map((value) => ({ value, label: t(value) }))}
          value={look.density}
          onChange={(density) => onLook({ ...look, density })}
        />
      </div>
      <Field label={t("group")}>
        <Select value={query.by ?? ""} onChange={(event) => onChange({ by: readGroupBy(event.target.value) })}>
          <option value="">{t("ungrouped")}</option>
          {(["state", "system", "type"] as const).map((by) => (
            <option key={by} value={by}>
              {t(by)}
            </option>
          ))}
          {[...new Set(own === null ? keys : [own, ...keys])].map((key) => (
            <option key={key} value={`label:${key}`}>
              {t("label", { key })}
            </option>
          ))}
        </Select>
      </Field>
      <fieldset>
        <legend className="mb-1 font-medium text-sm">{t("columns")}</legend>
        <div className="-mx-2 grid grid-cols-2">
          {optionalColumns.map((key) => (
            <CheckLine
              key={key}
              checked={look.columns.includes(key)}
              onChange={({ target }) =>
                onLook({
                  ...look,
                  columns: optionalColumns.filter((one) => (one === key ? target.checked : look.columns.includes(one))),
                })
              }
            >
              {column(key)}
            </CheckLine>
          ))}
        </div>
        <p className="mt-1 text-ink-2 text-xs">{t("narrow")}</p>
      </fieldset>
      {!sameColumns(look.columns, defaultColumns) && (
        <button
          type="button"
          onClick={() => onLook({ ...look, columns: defaultColumns })}
          className="self-start rounded-tile font-medium text-accent text-sm hover:underline"
        >
          {t("reset")}
        </button>
      )}
    </div>
  );
};
