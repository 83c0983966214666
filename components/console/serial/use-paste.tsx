import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { PasteEnd } from "#lib/console/serial/paced-paste.ts";
import { type SafePaste, safePaste } from "#lib/console/serial/paste.ts";
import { PasteDialog, type PendingPaste } from "./paste-dialog.tsx";
import type { SerialViewer } from "./serial-viewer.ts";

type PasteOf = { name: string; viewer: () => SerialViewer | null; announce: (text: string) => void };

/** Pasting into a serial line: one line goes straight to the guest, several and secrets wait until somebody has looked. */
export const usePaste = ({ name, viewer, announce }: PasteOf) => {
  const t = useTranslations("console");
  const words = useTranslations("serial.paste");
  const [pending, setPending] = useState<PendingPaste | null>(null);

  const receive = (paste: SafePaste): void => {
    const secret = viewer()?.isAskingSecret ?? false;
    if (paste.lines > 1 || secret) setPending({ paste, secret });
    else viewer()?.paste(paste);
  };
  const fromClipboard = async (): Promise<void> => {
    try {
      receive(safePaste(await navigator.clipboard.readText()));
    } catch {
      announce(t("tools.pasteFailed"));
    }
  };
  const tellEnd = (end: PasteEnd): void => {
    if (end !== "done") announce(words(`ended.${end}`, { name }));
  };
  const dialog: ReactNode = (
    <PasteDialog
      name={name}
      pending={pending}
      onSend={(paste, file) => {
        setPending(null);
        viewer()?.paste(paste, file);
        viewer()?.focusSoon();
      }}
      onClose={() => setPending(null)}
    />
  );
  return { receive, fromClipboard, tellEnd, dialog };
};
