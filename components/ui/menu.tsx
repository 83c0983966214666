"use client";
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { cx } from "./cx.ts";
import { Link } from "./link.tsx";
import { place } from "./place.ts";

export type MenuItem = {
  id: string;
  label: ReactNode;
  icon?: ReactNode;
  danger?: boolean;
  /** A second line, e.g. what the action does. */
  detail?: string;
  disabledReason?: string | null;
  /** A mark for the current one of a choice. */
  checked?: boolean;
} & ({ href: string } | { onSelect: () => void });

/** A heading over the items that follow, or only a line. */
export type MenuHeading = { id: string; heading: string | null };
export type MenuEntry = MenuItem | MenuHeading;

type MenuProps = {
  /** The trigger's name when it shows only an icon. */
  label: string;
  trigger: ReactNode;
  triggerClass: string;
  align?: "start" | "end";
  /** Shown above the items, e.g. who is signed in. */
  header?: ReactNode;
  items: readonly MenuEntry[] | (() => readonly MenuEntry[]);
  tip?: boolean;
  /** What the items lead to can be got ready. */
  onOpen?: () => void;
  tabIndex?: number;
};

const itemClass =
  "flex w-full items-start gap-2.5 rounded-control px-2 py-1.5 text-left text-sm -outline-offset-2 focus:bg-raised enabled-hover:bg-raised aria-disabled:text-ink-3";

const step: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** A button with a list of deeds. Native popover (Escape and a click outside close it), arrows move, letters jump. */
export const Menu = ({
  label,
  trigger,
  triggerClass,
  align = "end",
  header,
  items,
  tip = true,
  onOpen,
  tabIndex,
}: MenuProps) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);

  const entries = () => [...(list.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];

  const show = (last = false) => {
    onOpen?.();
    flushSync(() => setOpen(true));
    if (!list.current || !button.current) return;
    list.current.showPopover();
    place(list.current, button.current, align === "end" ? "below-end" : "below-start");
    entries()
      .at(last ? -1 : 0)
      ?.focus();
  };
  const hide = () => {
    list.current?.hidePopover();
    button.current?.focus();
  };
  const handleListKey = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const move = step[event.key];
    const letter = event.key.length === 1 ? event.key.toLowerCase() : null;
    const target = move
      ? all[move(at, all.length)]
      : letter &&
        [...all.slice(at + 1), ...all].find((entry) => entry.textContent?.trim().toLowerCase().startsWith(letter));
    if (event.key === "Tab") hide();
    if (event.key === "Tab" || !target) return;
    event.preventDefault();
    event.stopPropagation();
    target.focus();
  };
  const handleButtonKey = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    event.stopPropagation();
    show(event.key === "ArrowUp");
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        tabIndex={tabIndex}
        className={triggerClass}
        aria-label={label}
        data-tip={tip && !open ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        // As the popover's own button it is not "outside": a click on it while open closes, and does not reopen.
        popoverTarget={open ? id : undefined}
        onClick={(event) => {
          if (open) return;
          event.preventDefault();
          show();
        }}
        onKeyDown={handleButtonKey}
      >
        {trigger}
      </button>
      {/* Only while it is open: a page has two of them for each machine. */}
      {open && (
        <div
          ref={list}
          id={id}
          popover="auto"
          role="menu"
          aria-label={label}
          // A long menu scrolls, so it must be reachable itself; Tab never stops here, it closes the menu.
          tabIndex={0}
          onToggle={(event: ToggleEvent) => setOpen(event.newState === "open")}
          onKeyDown={handleListKey}
          className="fixed inset-auto m-0 max-h-[min(480px,80dvh)] min-w-52 max-w-80 overflow-y-auto rounded-card border border-line bg-surface p-1 text-ink shadow-float"
        >
          {header && (
            <div role="presentation" className="mb-1 border-line border-b px-2 py-2">
              {header}
            </div>
          )}
          {(typeof items === "function" ? items() : items).map((item) =>
            "heading" in item ? (
              <Heading key={item.id} text={item.heading} />
            ) : (
              <Entry key={item.id} item={item} onDone={hide} />
            ),
          )}
        </div>
      )}
    </>
  );
};

const Heading = ({ text }: { text: string | null }) =>
  text === null ? (
    <hr className="my-1 border-line" />
  ) : (
    <p role="presentation" className="px-2 pt-2 pb-1 text-ink-3 text-xs">
      {text}
    </p>
  );

const Entry = ({ item, onDone }: { item: MenuItem; onDone: () => void }) => {
  const detail = item.disabledReason ?? item.detail;
  const body = (
    <>
      {item.icon && <span className="mt-0.5 flex size-4 shrink-0 items-center justify-center">{item.icon}</span>}
      <span className="min-w-0 flex-1">
        <span className="block">{item.label}</span>
        {detail && <span className="block text-ink-3 text-xs">{detail}</span>}
      </span>
      {item.checked && <span aria-hidden="true">✓</span>}
    </>
  );
  const className = cx(itemClass, item.danger && !item.disabledReason && "text-failed");
  if ("href" in item && !item.disabledReason)
    return (
      <Link role="menuitem" tabIndex={-1} href={item.href} className={className} onClick={onDone}>
        {body}
      </Link>
    );
  const handleClick = () => {
    if (item.disabledReason || !("onSelect" in item)) return;
    onDone();
    item.onSelect();
  };
  return (
    <button
      type="button"
      {...(item.checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": item.checked })}
      aria-disabled={item.disabledReason ? true : undefined}
      tabIndex={-1}
      className={className}
      onClick={handleClick}
    >
      {body}
    </button>
  );
};
