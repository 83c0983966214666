"use client";
import { useEffect, useRef } from "react";
import { place } from "./place.ts";

const openAfterMs = 350;

/** Shows `data-tip` of whatever is under the pointer or has keyboard focus; Escape hides it. Returns the way to stop. */
const followTips = (tip: HTMLElement): (() => void) => {
  let owner: Element | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hide = () => {
    clearTimeout(timer);
    owner = null;
    if (tip.matches(":popover-open")) tip.hidePopover();
  };
  const show = () => {
    if (!owner?.isConnected) return;
    tip.textContent = owner.getAttribute("data-tip");
    // A popover that opens later is above one that is open: menus and dialogs keep their tips.
    if (tip.matches(":popover-open")) tip.hidePopover();
    tip.showPopover();
    place(tip, owner, "above-center");
  };
  const handle = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
    if (target === owner) return;
    const focused = event.type === "focusin";
    hide();
    if (!target || (focused && !target.matches(":focus-visible"))) return;
    owner = target;
    timer = setTimeout(show, focused ? 0 : openAfterMs);
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.key === "Escape") hide();
  };

  const stop = new AbortController();
  const { signal } = stop;
  for (const type of ["pointerover", "focusin"]) document.addEventListener(type, handle, { signal });
  for (const type of ["pointerdown", "scroll"]) document.addEventListener(type, hide, { signal, capture: true });
  document.addEventListener("keydown", handleKey, { signal });
  return () => {
    stop.abort();
    hide();
  };
};

/** The one tooltip of the page. It repeats a name or a described reason for the eye, so it is hidden from the accessibility tree. */
export const TooltipLayer = () => {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => (element.current ? followTips(element.current) : undefined), []);
  return (
    <div
      ref={element}
      popover="manual"
      aria-hidden="true"
      className="pointer-events-none fixed inset-auto m-0 max-w-72 rounded-control border-0 bg-ink px-2 py-1 text-page text-xs"
    />
  );
};
