"use client";
import { Check, Search } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { cx } from "./cx.ts";
import { opensHere } from "./opens-here.ts";

export type FindOption = {
  id: string;
  label: ReactNode;
  detail?: ReactNode;
  icon?: ReactNode;
  /** Where it leads; without one it is a deed. */
  href?: string;
  disabledReason?: string | null;
  /** The one that one is at already. */
  current?: boolean;
  /** How far in it stands, in steps. */
  indent?: number;
};

export type FindGroup<T extends FindOption> = { id: string; title: string | null; options: readonly T[] };

type FindListProps<T extends FindOption> = {
  /** The field's name, and what stands in it while it is empty. */
  label: string;
  resultsLabel: string;
  text: string;
  onText: (text: string) => void;
  groups: readonly FindGroup<T>[];
  /** Stands in the place of results. */
  empty: ReactNode;
  /** Read out when the results change. */
  announce: string;
  /** Which option is chosen by Enter at first; the first one otherwise. */
  firstActive?: string;
  onChoose: (option: T) => void;
};

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };

/** A field and what answers to it: the focus stays in the field, arrows move the choice, Enter takes it (ARIA combobox). */
export const FindList = <T extends FindOption>(props: FindListProps<T>) => {
  const { label, resultsLabel, text, onText, groups, empty, announce, firstActive, onChoose } = props;
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<string | null>(firstActive ?? null);
  const options = groups.flatMap((group) => group.options);
  const at = Math.max(
    0,
    options.findIndex((option) => option.id === activeId),
  );
  const active = options[at];
  const domId = (option: T): string => `${id}-${options.indexOf(option)}`;

  useEffect(() => {
    list.current?.querySelector(`[data-option="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const choose = (option: T) => {
    if (!option.disabledReason) onChoose(option);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const step = steps[event.key];
    if (step === undefined && event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter") {
      if (active) choose(active);
      return;
    }
    const count = options.length;
    // By one it goes round, by a page it stops at the ends.
    const next =
      step === 1 || step === -1 ? (at + step + count) % count : Math.max(0, Math.min(count - 1, at + (step ?? 0)));
    setActiveId(options[next]?.id ?? null);
  };
  const handleClick = (option: T) => (event: MouseEvent<HTMLElement>) => {
    if (event.currentTarget instanceof HTMLAnchorElement) {
      const { currentTarget } = event;
      if (!opensHere({ ...clickOf(event), currentTarget })) return;
    }
    event.preventDefault();
    choose(option);
  };

  return (
    <div className="flex max-h-[inherit] min-h-0 flex-col">
      <div className="relative border-line border-b">
        <Search aria-hidden="true" className="pointer-events-none absolute top-3.5 left-4 size-4 text-ink-3" />
        <input
          // biome-ignore lint/a11y/noAutofocus: whoever opens this wants to type
          autoFocus
          role="combobox"
          aria-label={label}
          aria-expanded={options.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active && domId(active)}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder={label}
          maxLength={200}
          value={text}
          onChange={(event) => {
            setActiveId(null);
            onText(event.target.value);
          }}
          onKeyDown={handleKey}
          className="h-11 w-full bg-transparent pr-4 pl-10.5 outline-none"
        />
      </div>
      <p role="status" className="sr-only">
        {announce}
      </p>
      {options.length === 0 && <div className="p-4 text-ink-2 text-sm">{empty}</div>}
      <Part
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label={resultsLabel}
        className="min-h-0 overflow-y-auto p-1.5 empty:hidden"
      >
        {groups
          .filter((group) => group.options.length > 0)
          .map((group) => (
            <Part key={group.id} role="group" aria-labelledby={group.title === null ? undefined : `${id}-${group.id}`}>
              {group.title !== null && (
                <p id={`${id}-${group.id}`} role="presentation" className="px-2.5 pt-2 pb-1 text-ink-3 text-xs">
                  {group.title}
                </p>
              )}
              {group.options.map((option) => (
                <OptionRow
                  key={option.id}
                  id={domId(option)}
                  index={options.indexOf(option)}
                  option={option}
                  active={option === active}
                  onClick={handleClick(option)}
                  onReach={() => setActiveId(option.id)}
                />
              ))}
            </Part>
          ))}
      </Part>
    </div>
  );
};

const clickOf = ({ defaultPrevented, button, altKey, ctrlKey, metaKey, shiftKey }: MouseEvent) => ({
  ...{ defaultPrevented, button, altKey, ctrlKey, metaKey, shiftKey },
});

/** What has a role of its own; the focus never comes here. */
const Part = (props: React.ComponentProps<"div">) => <div {...props} />;

type OptionRowProps = {
  id: string;
  index: number;
  option: FindOption;
  active: boolean;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  onReach: () => void;
};

const OptionRow = ({ id, index, option, active, onClick, onReach }: OptionRowProps) => {
  const { label, detail, icon, href, disabledReason, current, indent = 0 } = option;
  const shared = {
    id,
    role: "option",
    "data-option": index,
    "aria-selected": active,
    "aria-disabled": disabledReason ? true : undefined,
    "aria-current": current ? ("true" as const) : undefined,
    onClick,
    onPointerMove: active ? undefined : onReach,
    style: { paddingInlineStart: `${10 + indent * 14}px` },
    className: cx(
      "flex min-h-9 cursor-pointer items-center gap-2.5 rounded-control py-1.5 pr-2.5 text-sm aria-disabled:cursor-default",
      active && "bg-raised",
    ),
  };
  const body = (
    <>
      {icon && <span className="flex size-4 shrink-0 items-center justify-center text-ink-2">{icon}</span>}
      <span className={cx("min-w-0 flex-1", disabledReason && "text-ink-3")}>
        <span className={cx("block truncate", current && "font-semibold")}>{label}</span>
        {disabledReason && <span className="block text-ink-3 text-xs">{disabledReason}</span>}
      </span>
      {detail && !disabledReason && <span className="max-w-[50%] shrink-0 truncate text-ink-3 text-xs">{detail}</span>}
      {current && <Check aria-hidden="true" className="size-4 shrink-0 text-accent" />}
    </>
  );
  return href && !disabledReason ? (
    <a {...shared} href={href} tabIndex={-1}>
      {body}
    </a>
  ) : (
    <Part {...shared}>{body}</Part>
  );
};
