"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { IconButton } from "./icon-button.tsx";

type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  children: ReactNode;
  /** Buttons: the way out first, the one that does it last. */
  footer?: ReactNode;
  /** For what does not fit a column of text. */
  wide?: boolean;
};

/** The native modal dialog: focus is kept inside, Escape closes, focus returns to where it was. The first button of `footer` undoes nothing. */
export const Dialog = ({ open, onClose, title, children, footer, wide }: DialogProps) => {
  const t = useTranslations("ui");
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();

  useEffect(() => {
    const { current: dialog } = element;
    if (!open) return dialog?.close();
    dialog?.showModal();
    // The browser would choose the cross. What is to be filled in comes first, else the first button below, which does no harm.
    const first = dialog?.querySelector<HTMLElement>("input, select, textarea") ?? dialog?.querySelector("footer > *");
    if (first instanceof HTMLElement) first.focus();
  }, [open]);

  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onClose={onClose}
      style={wide ? { width: "min(960px, calc(100vw - 32px))" } : undefined}
      className="max-h-[min(640px,90dvh)] w-[min(460px,calc(100vw-32px))] overflow-hidden rounded-card border border-line bg-surface shadow-float"
    >
      {open && (
        <div className="flex max-h-[inherit] flex-col">
          <header className="flex items-start justify-between gap-3 px-4 pt-4 pb-1">
            <h2 id={titleId} className="font-semibold text-section">
              {title}
            </h2>
            <IconButton
              label={t("close")}
              icon={<X aria-hidden="true" className="size-4" />}
              onClick={onClose}
              className="-mt-1 -mr-1"
            />
          </header>
          <div className="min-h-0 scroll-pb-16 overflow-y-auto px-4 pb-4 text-ink-2">{children}</div>
          {footer && (
            <footer className="flex flex-wrap justify-end gap-2 border-line border-t bg-raised px-4 py-3">
              {footer}
            </footer>
          )}
        </div>
      )}
    </dialog>
  );
};
