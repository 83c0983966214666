import { Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { StateDot } from "#components/ui/state-dot.tsx";
import { Kbd } from "#components/ui/text.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { vmGroups } from "#lib/resources/vm/groups.ts";
import type { ListQuery, ListShown } from "#lib/resources/vm/list-query.ts";
import { groupDots } from "./group-dots.ts";

type ListToolbarProps = {
  query: ListQuery;
  shown: Pick<ListShown, "total" | "counts"> & { matching: number };
  onChange: (part: Partial<ListQuery>) => void;
  /** Somebody is about to narrow the list. */
  onReach: () => void;
};

/** State tabs with counts, then the search; both are in the page's address. */
export const ListToolbar = ({ query, shown, onChange, onReach }: ListToolbarProps) => {
  const t = useTranslations("vms");
  const { number } = useAmounts();
  // "Unknown" appears only when something is: with full rights nothing should be.
  const groups = vmGroups.filter((group) => group !== "unknown" || shown.counts.unknown > 0 || query.group === group);
  return (
    <search onFocus={onReach} className="flex flex-col gap-3 px-6 pt-4 pb-3 max-md:gap-2 max-md:px-4 max-md:pt-3">
      <fieldset className="-mx-1 flex gap-1 overflow-x-auto px-1 py-0.5">
        <legend className="sr-only">{t("tabs.label")}</legend>
        <Tab current={query.group === null} onChoose={() => onChange({ group: null })}>
          {t("tabs.all")} <span className="font-normal text-ink-2 max-md:hidden">{number(shown.total)}</span>
        </Tab>
        {groups.map((group) => (
          <Tab key={group} current={query.group === group} onChoose={() => onChange({ group })}>
            <StateDot {...groupDots[group]} />
            <span className="max-md:sr-only">{t(`tabs.${group}`)}</span>
            <span className="font-normal text-ink-2">{number(shown.counts[group])}</span>
          </Tab>
        ))}
      </fieldset>
      <div className="flex items-center gap-3">
        <SearchBox text={query.text} onChange={(text) => onChange({ text })} />
        <p className="ml-auto whitespace-nowrap text-ink-2 text-xs max-md:hidden">
          {t("count", { shown: number(shown.matching), total: number(shown.total) })}
        </p>
      </div>
    </search>
  );
};

const Tab = ({ current, onChoose, children }: { current: boolean; onChoose: () => void; children: ReactNode }) => (
  <button
    type="button"
    aria-pressed={current}
    onClick={onChoose}
    className={cx(
      "flex h-8 shrink-0 items-center gap-2 rounded-control px-3 font-medium transition-colors max-md:px-2.5",
      current ? "bg-pressed text-ink" : "text-ink-2 hover:bg-raised",
    )}
  >
    {children}
  </button>
);

const SearchBox = ({ text, onChange }: { text: string; onChange: (text: string) => void }) => {
  const t = useTranslations("vms.search");
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const handleKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || typing) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener("keydown", handleKey);
    return () => document.removeEventListener("keydown", handleKey);
  }, []);

  const clear = () => {
    onChange("");
    input.current?.focus();
  };
  return (
    <div className="relative w-full max-w-[340px] max-md:max-w-none">
      <Search aria-hidden="true" className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-3" />
      <TextInput
        ref={input}
        role="searchbox"
        aria-label={t("label")}
        aria-keyshortcuts="/"
        placeholder={t("placeholder")}
        value={text}
        maxLength={200}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && text) clear();
        }}
        className="pr-8 pl-8"
      />
      {text ? (
        <IconButton
          label={t("clear")}
          icon={<X aria-hidden="true" className="size-3.5" />}
          onClick={clear}
          className="absolute top-0.5 right-0.5"
        />
      ) : (
        <span aria-hidden="true" className="pointer-events-none absolute top-1.5 right-2 max-md:hidden">
          <Kbd>/</Kbd>
        </span>
      )}
    </div>
  );
};
