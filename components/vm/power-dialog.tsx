"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

export type ConfirmedAction = "stop" | "restart";

type PowerDialogProps = {
  /** Null while nothing is asked. */
  action: ConfirmedAction | null;
  name: string;
  runStrategy: string;
  effect: "durable" | "momentary";
  onConfirm: (action: ConfirmedAction) => void;
  onClose: () => void;
};

/** Says what a stop or restart does, and whether it lasts, before it is done. */
export const PowerDialog = ({ action, name, runStrategy, effect, onConfirm, onClose }: PowerDialogProps) => {
  const t = useTranslations("vm.confirm");
  const ui = useTranslations("ui");
  return (
    <Dialog
      open={action !== null}
      onClose={onClose}
      title={action && t(`${action}.title`, { name })}
      footer={
        action && (
          <>
            <Button onClick={onClose}>{ui("cancel")}</Button>
            <Button kind="primary" onClick={() => onConfirm(action)}>
              {t(`${action}.do`, { name })}
            </Button>
          </>
        )
      }
    >
      {action && (
        <div className="space-y-2">
          <p>{t(`${action}.what`)}</p>
          <p>{action === "restart" ? t("restart.follows") : t(`stop.${effect}`, { strategy: runStrategy })}</p>
        </div>
      )}
    </Dialog>
  );
};
