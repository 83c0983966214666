"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { type ConfirmedAction, confirmations } from "#lib/resources/vm/actions.ts";

type PowerDialogProps = {
  /** Null while nothing is asked. */
  action: ConfirmedAction | null;
  name: string;
  runStrategy: string;
  effect: "durable" | "momentary";
  /** It is off already: only that it stays so is asked. */
  keeps?: boolean;
  onConfirm: (action: ConfirmedAction) => void;
  onClose: () => void;
};

/** Says what an action does, what it loses, and whether it lasts, before it is done. */
export const PowerDialog = ({ action, name, runStrategy, effect, keeps, onConfirm, onClose }: PowerDialogProps) => {
  const t = useTranslations("vm.confirm");
  const ui = useTranslations("ui");
  const words = action === "stop" && keeps ? "keepOff" : action;
  const isLossy = action !== null && confirmations[action] === "danger";
  const follows = () => {
    if (words === "stop" || words === "force-stop") return t(`stop.${effect}`, { strategy: runStrategy });
    return words === null || words === "keepOff" ? null : t(`${words}.follows`);
  };
  return (
    <Dialog
      open={action !== null}
      onClose={onClose}
      title={words && t(`${words}.title`, { name })}
      footer={
        action &&
        words && (
          <>
            <Button onClick={onClose}>{ui("cancel")}</Button>
            <Button kind={isLossy ? "danger" : "primary"} onClick={() => onConfirm(action)}>
              {t(`${words}.do`, { name })}
            </Button>
          </>
        )
      }
    >
      {words && (
        <div className="space-y-2">
          <p>{t(`${words}.what`, { strategy: runStrategy })}</p>
          <p className="empty:hidden">{follows()}</p>
        </div>
      )}
    </Dialog>
  );
};
