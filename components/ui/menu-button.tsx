"use client";
import { type KeyboardEvent, type ReactNode, type ToggleEvent, useEffect, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { place } from "./place.ts";

export type MenuButtonProps = {
  /** The trigger's name when it shows only an icon. */
  label: string;
  trigger: ReactNode;
  triggerClass: string;
  align?: "start" | "end";
  tip?: boolean;
  tabIndex?: number;
  /** What is in the menu can be got ready. */
  onReach?: () => void;
  /** Drawn while it is open. They may come later: the focus waits for them in the menu. */
  children: (close: () => void) => ReactNode;
};

const step: Record<string, (index: number, count: number) => number> = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

const entriesOf = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")];

/** A button with a list of deeds. Native popover (Escape and a click outside close it), arrows move, letters jump. */
export const MenuButton = ({ label, trigger, triggerClass, align = "end", tip = true, ...rest }: MenuButtonProps) => {
  const { tabIndex, onReach, children } = rest;
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const fromBelow = useRef(false);

  useEffect(() => {
    const [menu, anchor] = [list.current, button.current];
    if (!open || !menu || !anchor) return;
    // What it shows may have come only now.
    const observer = new ResizeObserver(() => {
      place(menu, anchor, align === "end" ? "below-end" : "below-start");
      if (document.activeElement === menu)
        entriesOf(menu)
          .at(fromBelow.current ? -1 : 0)
          ?.focus();
    });
    observer.observe(menu);
    return () => observer.disconnect();
  }, [open, align]);

  const show = (last = false) => {
    fromBelow.current = last;
    onReach?.();
    flushSync(() => setOpen(true));
    if (!list.current || !button.current) return;
    list.current.showPopover();
    place(list.current, button.current, align === "end" ? "below-end" : "below-start");
    (entriesOf(list.current).at(last ? -1 : 0) ?? list.current).focus();
  };
  const hide = () => {
    list.current?.hidePopover();
    button.current?.focus();
  };
  const handleListKey = (event: KeyboardEvent<HTMLElement>) => {
    const all = entriesOf(event.currentTarget);
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
        onPointerEnter={onReach}
        onFocus={onReach}
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
          {children(hide)}
        </div>
      )}
    </>
  );
};
