import { AppWindow } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

type BlockedNoteProps = { onRetry: () => void; onDismiss: () => void };

/** The browser did not let the window open: it says so in its address bar at most, where nobody looks. */
export const BlockedNote = ({ onRetry, onDismiss }: BlockedNoteProps) => {
  const t = useTranslations("console.popOut");
  return (
    <div
      role="alert"
      className="absolute inset-x-3 top-3 z-10 mx-auto flex max-w-xl flex-wrap items-center gap-3 rounded-card border border-attention/40 bg-attention-soft px-4 py-3 text-ink text-sm shadow-float"
    >
      <AppWindow aria-hidden="true" className="size-4 shrink-0 text-attention" />
      {/* Beside the buttons only where there is room for a line. */}
      <p className="min-w-0 flex-1" style={{ flexBasis: "16rem" }}>
        <span className="font-semibold">{t("blocked")}</span> <span className="text-ink-2">{t("allow")}</span>
      </p>
      <Button size="small" kind="primary" onClick={onRetry}>
        {t("retry")}
      </Button>
      <Button size="small" onClick={onDismiss}>
        {t("dismiss")}
      </Button>
    </div>
  );
};
