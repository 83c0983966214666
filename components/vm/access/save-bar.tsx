import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";

type SaveBarProps = {
  label: string;
  isSaving: boolean;
  disabledReason?: string | null;
  onSave: () => void;
  onRevert: () => void;
};

/** The two ways out of something changed and not saved. */
export const SaveBar = ({ label, isSaving, disabledReason = null, onSave, onRevert }: SaveBarProps) => {
  const t = useTranslations("first-boot");
  return (
    <div className="flex flex-wrap justify-end gap-2">
      <Button onClick={onRevert}>{t("revert")}</Button>
      <Button kind="primary" busy={isSaving} disabledReason={disabledReason} onClick={onSave}>
        {label}
      </Button>
    </div>
  );
};
