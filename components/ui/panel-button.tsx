"use client";
import { type ReactNode, type ToggleEvent, useEffect, useId, useRef, useState } from "react";
import { place } from "./place.ts";

type PanelButtonProps = {
  /** The button's name when it shows only an icon, and the panel's. */
  label: string;
  trigger: ReactNode;
  triggerClass: string;
  align?: "start" | "end";
  /** What is in the panel can be got ready. */
  onReach?: () => void;
  children: (close: () => void) => ReactNode;
};

/** A button with a small floating panel of controls. Native popover: Escape and a click outside close it, focus returns to the button. */
export const PanelButton = ({ label, trigger, triggerClass, align = "end", onReach, children }: PanelButtonProps) => {
  const [open, setOpen] = useState(false);
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const [floating, anchor] = [panel.current, button.current];
    if (!open || !floating || !anchor) return;
    // Its content may come later, and change.
    const observer = new ResizeObserver(() => place(floating, anchor, align === "end" ? "below-end" : "below-start"));
    observer.observe(floating);
    return () => observer.disconnect();
  }, [open, align]);

  return (
    <>
      <button
        ref={button}
        type="button"
        className={triggerClass}
        aria-label={label}
        data-tip={open ? undefined : label}
        aria-haspopup="dialog"
        aria-expanded={open}
        popoverTarget={id}
        onPointerEnter={onReach}
        onFocus={onReach}
      >
        {trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        // There when it is painted, and until the focus has gone back to the button. What lies inside may toggle things, too.
        onBeforeToggle={(event: ToggleEvent) => {
          if (event.target === event.currentTarget && event.newState === "open") setOpen(true);
        }}
        onToggle={(event: ToggleEvent) => {
          if (event.target === event.currentTarget && event.newState === "closed") setOpen(false);
        }}
        className="fixed inset-auto m-0 max-h-[min(560px,84dvh)] w-[min(340px,calc(100vw-16px))] overflow-y-auto rounded-card border border-line bg-surface text-ink shadow-float outline-none"
      >
        {open && children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
};
