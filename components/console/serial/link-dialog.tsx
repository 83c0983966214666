"use client";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

type LinkDialogProps = { name: string; address: URL | null; onClose: () => void };

/** Shows where an address of the guest's text really leads, before it is opened. */
export const LinkDialog = ({ name, address, onClose }: LinkDialogProps) => {
  const t = useTranslations("serial.link");
  const common = useTranslations("ui");
  const handleOpen = (): void => {
    if (address) window.open(address.href, "_blank", "noopener,noreferrer");
    onClose();
  };
  return (
    <Dialog
      open={address !== null}
      onClose={onClose}
      title={address && t("title", { host: address.host })}
      footer={
        <>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button kind="primary" onClick={handleOpen}>
            {t("do")}
          </Button>
        </>
      }
    >
      {address && (
        <>
          <p className="text-sm">{t("body", { name })}</p>
          <p className="mt-3 max-h-60 overflow-auto break-all rounded-control border border-line bg-page p-2 font-mono text-xs">
            {address.href}
          </p>
        </>
      )}
    </Dialog>
  );
};
