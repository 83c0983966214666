"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { sizeCommand } from "#lib/console/serial/window-size.ts";

type SizeDialogProps = {
  name: string;
  open: boolean;
  columns: number;
  rows: number;
  /** The guest asks for a password now: the command would become one. */
  secret: boolean;
  onSend: (command: string) => void;
  onClose: () => void;
};

/** Shows the command that tells a shell how large its window is, before it is typed. */
export const SizeDialog = ({ name, open, columns, rows, secret, onSend, onClose }: SizeDialogProps) => {
  const t = useTranslations("serial.size");
  const common = useTranslations("ui");
  const command = sizeCommand(columns, rows);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("title", { name })}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="primary" disabledReason={secret ? t("secret") : null} onClick={() => onSend(command)}>
            {t("do")}
          </Button>
        </>
      }
    >
      <p className="text-sm">{t("body")}</p>
      <p className="mt-3 rounded-control border border-line bg-page p-2 font-mono text-xs">{command}</p>
    </Dialog>
  );
};
