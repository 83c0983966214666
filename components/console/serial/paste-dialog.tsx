"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { SafePaste } from "#lib/console/terminal-input.ts";

type PasteDialogProps = {
  name: string;
  paste: SafePaste | null;
  onSend: (paste: SafePaste) => void;
  onClose: () => void;
};

/** Shows a paste of several lines before a shell runs them. */
export const PasteDialog = ({ name, paste, onSend, onClose }: PasteDialogProps) => {
  const t = useTranslations("console.paste");
  const common = useTranslations("ui");
  return (
    <Dialog
      open={paste !== null}
      onClose={onClose}
      title={paste && t("title", { lines: paste.lines, name })}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="primary" onClick={() => paste && onSend(paste)}>
            {t("do")}
          </Button>
        </>
      }
    >
      {paste && (
        <>
          <p className="text-sm">
            {t("body")} {paste.removed > 0 && t("removed", { count: paste.removed })}
          </p>
          <section
            // Scrolls, so it must be reachable by keyboard.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
            tabIndex={0}
            aria-label={t("preview")}
            className="mt-3 max-h-60 overflow-auto rounded-control border border-line bg-page p-2"
          >
            <pre className="font-mono text-xs">{paste.text.replaceAll("\r", "\n").slice(0, 20_000)}</pre>
          </section>
        </>
      )}
    </Dialog>
  );
};
