import { ChevronDown, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { GridPart } from "#components/table/grid-part.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { GroupBy, RowGroup } from "#lib/resources/vm/list-group.ts";
import { useStatusWord } from "./status-word.ts";

/** What a group is called: the value its rows have in common. */
const useGroupName = (by: GroupBy) => {
  const t = useTranslations("vms.group");
  const unknown = useTranslations("vms");
  const status = useStatusWord();
  return (value: string | null): string => {
    if (by === "state") return status(value ?? "");
    if (by === "system") return value ?? unknown("unknownSystem");
    if (by === "type") return value ?? t("custom");
    const key = by.slice("label:".length);
    return value === null ? t("unlabelled", { key }) : `${key} = ${value || t("empty")}`;
  };
};

type GroupRowProps = {
  by: GroupBy;
  group: RowGroup;
  id: string;
  index: number;
  top: string;
  open: boolean;
  active: boolean;
  onActivate: (key: string) => void;
  onToggle: (id: string) => void;
};

/** The heading of rows that have something in common; closes them away. */
export const GroupRow = ({ by, group, id, index, top, open, active, onActivate, onToggle }: GroupRowProps) => {
  const nameOf = useGroupName(by);
  const { number } = useAmounts();
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    <GridPart
      role="row"
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={open}
      tabIndex={active ? 0 : -1}
      data-row={id}
      style={{ top }}
      onFocus={() => onActivate(id)}
      onClick={() => onToggle(id)}
      className="absolute inset-x-0 flex h-9 cursor-pointer items-center border-line border-b bg-raised px-3 hover:bg-pressed focus-visible:-outline-offset-2"
    >
      <GridPart role="gridcell" className="flex min-w-0 items-center gap-2 font-medium text-sm">
        <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-2" />
        <span className="truncate">{nameOf(group.value)}</span>
        <span className="text-ink-2">{number(group.count)}</span>
      </GridPart>
    </GridPart>
  );
};
