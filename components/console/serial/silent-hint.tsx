import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** Connected, and nothing has been heard: the line may only be waiting for a key. */
export const SilentHint = ({ onEnter }: { onEnter: () => void }) => {
  const t = useTranslations("console.silent");
  return (
    <div className="absolute inset-x-3 bottom-3 flex flex-wrap items-center gap-3 rounded-card border border-line bg-surface p-3 text-ink-2 text-sm">
      <p className="min-w-0 flex-1">{t("text")}</p>
      <Button size="small" onClick={onEnter}>
        {t("action")}
      </Button>
    </div>
  );
};
