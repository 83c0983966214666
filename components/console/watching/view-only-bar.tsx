import { EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

/** Says that this console was opened without a keyboard, and gives it one on request. */
export const ViewOnlyBar = ({ onUse }: { onUse: () => void }) => {
  const t = useTranslations("watching.viewOnly");
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b bg-surface px-4 py-1.5 text-sm">
      <EyeOff aria-hidden="true" className="size-4 shrink-0 text-accent" />
      <p className="min-w-0 flex-1 text-ink-2">{t("text")}</p>
      <Button size="small" onClick={onUse}>
        {t("use")}
      </Button>
    </div>
  );
};
