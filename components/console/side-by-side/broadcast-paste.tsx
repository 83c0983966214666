import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import type { SafePaste } from "#lib/console/serial/paste.ts";

type BroadcastPasteProps = {
  paste: SafePaste | null;
  /** How many machines it would go to. */
  count: number;
  onSend: (paste: SafePaste) => void;
  onClose: () => void;
};

/** What was pasted while it goes to several: nobody gets it before somebody has looked at it. */
export const BroadcastPaste = ({ paste, count, onSend, onClose }: BroadcastPasteProps) => {
  const t = useTranslations("consoles.paste");
  return (
    <Dialog
      open={paste !== null}
      onClose={onClose}
      title={t("title", { count })}
      footer={
        <>
          <Button onClick={onClose}>{t("leave")}</Button>
          <Button kind="danger" onClick={() => paste && onSend(paste)}>
            {t("do", { count })}
          </Button>
        </>
      }
    >
      {paste && (
        <>
          <p>{t("body", { lines: paste.lines })}</p>
          <section
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
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
