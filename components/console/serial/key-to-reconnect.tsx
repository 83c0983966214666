"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useRef } from "react";
import { isWishToReconnect, restMs } from "#lib/console/serial/key-rest.ts";

type KeyToReconnectProps = { onReconnect: () => void };

/** After a line has ended: any key opens it again. It takes the keyboard only if the terminal had it, and gives it up by Tab. */
export const KeyToReconnect = ({ onReconnect }: KeyToReconnectProps) => {
  const t = useTranslations("serial");
  const quietSince = useRef(Number.POSITIVE_INFINITY);
  const take = (element: HTMLElement | null): void => {
    if (!element) return;
    quietSince.current = performance.now();
    // The terminal went away under the keyboard, which is then nowhere, or about to be.
    const { activeElement, body } = document;
    if (activeElement === null || activeElement === body || activeElement.closest("[inert]")) element.focus();
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (!isWishToReconnect(event)) return;
    event.preventDefault();
    const now = performance.now();
    if (now - quietSince.current >= restMs) onReconnect();
    quietSince.current = now;
  };
  return (
    <button
      type="button"
      ref={take}
      onKeyDown={handleKeyDown}
      onClick={onReconnect}
      className="absolute inset-x-3 bottom-3 rounded-card border border-line bg-surface p-3 text-ink-2 text-sm"
    >
      {t("again")}
    </button>
  );
};
