import { type KeyboardEvent, type RefObject, useEffect } from "react";

const buttonsOf = (bar: HTMLElement): HTMLElement[] =>
  [...bar.querySelectorAll<HTMLElement>("button")].filter(
    (button) => !button.closest("[role=menu]") && button.getClientRects().length > 0,
  );

/** One stop of the Tab key for a whole toolbar; arrows, Home and End move inside (WAI-ARIA toolbar pattern). */
export const useRoving = (bar: RefObject<HTMLElement | null>) => {
  // After every drawing, as buttons come and go.
  useEffect(() => {
    if (!bar.current) return;
    const all = buttonsOf(bar.current);
    const current =
      all.find((button) => button === document.activeElement) ?? all.find(({ tabIndex }) => tabIndex === 0);
    for (const button of all) button.tabIndex = button === (current ?? all[0]) ? 0 : -1;
  });

  const handleKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const all = buttonsOf(event.currentTarget);
    const at = all.findIndex((button) => button.matches(":focus"));
    // In a menu of the bar, keys are the menu's.
    if (at < 0 && event.target !== event.currentTarget) return;
    const to = { ArrowLeft: at < 0 ? -1 : at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key];
    const next = to === undefined ? undefined : (all.at(to) ?? all[0]);
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  const handleFocus = (): void => {
    if (!bar.current) return;
    const all = buttonsOf(bar.current);
    if (!all.some((button) => button === document.activeElement)) return;
    for (const button of all) button.tabIndex = button === document.activeElement ? 0 : -1;
  };
  return { onKeyDown: handleKeyDown, onFocus: handleFocus };
};
