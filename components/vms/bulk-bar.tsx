import { Columns2, Play, RotateCw, Square, Trash2, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { mostConsoles } from "#lib/console/broadcast/chosen.ts";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { type BulkAction, type BulkPlan, bulkActions } from "#lib/resources/vm/bulk.ts";
import type { VmRow } from "#lib/resources/vm/view.ts";

const icons = { start: Play, stop: Square, restart: RotateCw, delete: Trash2 } as const;

type BulkBarProps = {
  tenant: string;
  selected: readonly VmRow[];
  /** How many of them a search or filter hides. */
  hidden: number;
  plans: Record<BulkAction, BulkPlan>;
  accessOf: (name: string) => VmAccess;
  /** Something is under way already. */
  busy: boolean;
  onAsk: (plan: BulkPlan) => void;
  onClear: () => void;
};

/** What can be done with what is selected. An action that no machine of it takes says why. */
export const BulkBar = ({ tenant, selected, hidden, plans, accessOf, busy, onAsk, onClear }: BulkBarProps) => {
  const t = useTranslations("list.bulk");
  const action = useTranslations("actions");
  const router = useRouter();
  const { number } = useAmounts();
  const refusalOf = ({ action: verb, rows, skipped }: BulkPlan): string | null => {
    if (rows.length > 0) return null;
    const reasons = new Set(skipped.map(({ reason }) => reason));
    const [only] = reasons;
    return reasons.size === 1 && only ? action(`reasons.${only}`) : t(`none.${verb}`);
  };
  const isUnseen = selected.some((row) => !accessOf(row.name).serial);
  const consolesRefusal =
    selected.length > mostConsoles
      ? t("consolesMost", { most: number(mostConsoles) })
      : isUnseen
        ? action("reasons.role-may-not-console")
        : null;
  const names = selected.slice(0, 3).map(({ name }) => shownNameOfVm(name));
  return (
    <section
      aria-label={t("bar")}
      className="flex items-center gap-2 rounded-card border border-line bg-surface py-2 pr-2 pl-4 shadow-float"
    >
      <p className="mr-auto flex min-w-0 items-baseline gap-2">
        <span role="status" className="whitespace-nowrap font-semibold">
          {t("selected", { count: number(selected.length) })}
        </span>
        <span className="truncate text-ink-2 text-sm max-md:hidden">
          {names.join(", ")}
          {selected.length > names.length && "…"}
        </span>
        {hidden > 0 && (
          <span className="whitespace-nowrap text-attention text-sm">{t("hidden", { count: number(hidden) })}</span>
        )}
      </p>
      {bulkActions.map((verb) => {
        const Icon = icons[verb];
        return (
          <Button
            key={verb}
            kind={verb === "delete" ? "danger" : "secondary"}
            icon={<Icon aria-hidden="true" className="size-4" />}
            disabledReason={busy ? t("leave") : refusalOf(plans[verb])}
            onClick={() => onAsk(plans[verb])}
            className="max-md:px-2!"
          >
            <span className="max-md:sr-only">{verb === "delete" ? t("deleteEllipsis") : action(`verb.${verb}`)}</span>
          </Button>
        );
      })}
      <Button
        icon={<Columns2 aria-hidden="true" className="size-4" />}
        disabledReason={consolesRefusal}
        onClick={() =>
          router.push(
            paths.consoles(
              tenant,
              selected.map(({ name }) => name),
            ),
          )
        }
        className="max-md:px-2!"
      >
        <span className="max-md:sr-only">{t("consoles")}</span>
      </Button>
      <IconButton label={t("clear")} icon={<X aria-hidden="true" className="size-4" />} onClick={onClear} />
    </section>
  );
};
