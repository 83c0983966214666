import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";

type PointerNoteProps = { onAlign: () => void; onDismiss: () => void };

/** The guest adds up movements: why the two pointers part, and what helps. */
export const PointerNote = ({ onAlign, onDismiss }: PointerNoteProps) => {
  const t = useTranslations("screen.pointer");
  return (
    <section
      aria-label={t("title")}
      className="absolute inset-x-3 bottom-3 max-w-md rounded-card border border-line bg-surface p-3 text-sm"
    >
      <div className="flex items-start justify-between gap-3">
        <h2 className="font-semibold">{t("title")}</h2>
        <IconButton
          label={t("dismiss")}
          icon={<X aria-hidden="true" className="size-4" />}
          onClick={onDismiss}
          className="-mt-1 -mr-1"
        />
      </div>
      <p className="max-w-[68ch] text-ink-2">{t("body")}</p>
      <Button size="small" className="mt-3" onClick={onAlign}>
        {t("align")}
      </Button>
    </section>
  );
};
