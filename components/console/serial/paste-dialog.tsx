"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { hereDocument } from "#lib/console/serial/here-document.ts";
import type { SafePaste } from "#lib/console/serial/paste.ts";

/** What is asked about, and whether the guest asks for something secret now. */
export type PendingPaste = { paste: SafePaste; secret: boolean };

type PasteDialogProps = {
  name: string;
  pending: PendingPaste | null;
  onSend: (paste: SafePaste, file: string | null) => void;
  onClose: () => void;
};

const longestPreview = 20_000;

/** Shows a paste before a shell runs it, or a prompt swallows it. */
export const PasteDialog = ({ name, pending, onSend, onClose }: PasteDialogProps) => {
  const t = useTranslations("serial.paste");
  const common = useTranslations("ui");
  const [asFile, setAsFile] = useState(false);
  const [file, setFile] = useState("pasted.txt");
  const { paste, secret } = pending ?? { paste: null, secret: false };
  /** The Enter after the last line begins no other. */
  const lines = paste ? paste.lines - (paste.text.endsWith("\r") ? 1 : 0) : 0;
  const canBeFile = paste !== null && paste.lines > 1 && !secret;
  const target = canBeFile && asFile && file.trim() !== "" ? file.trim() : null;
  /** Asked anew each time: a file is overwritten by it. */
  const handleClose = (): void => {
    setAsFile(false);
    onClose();
  };
  const handleSend = (): void => {
    if (!paste) return;
    onSend(paste, target);
    setAsFile(false);
  };
  const shown = (text: string): string => {
    if (secret) return "•".repeat(Math.min([...text].length, 40));
    return text.replaceAll("\x16", "").replaceAll("\r", "\n").slice(0, longestPreview);
  };
  return (
    <Dialog
      open={paste !== null}
      onClose={handleClose}
      title={paste && (secret ? t("secretTitle", { name }) : t("title", { lines, name }))}
      footer={
        <>
          <Button onClick={handleClose}>{common("cancel")}</Button>
          <Button kind="primary" onClick={handleSend}>
            {t("do")}
          </Button>
        </>
      }
    >
      {paste && (
        <>
          {secret ? (
            <Notice tone="attention" title={t("secret")}>
              {t("secretBody", { lines })}
            </Notice>
          ) : (
            <p className="text-sm">{t(target === null ? "body" : "fileBody")}</p>
          )}
          {paste.removed > 0 && <p className="mt-1.5 text-sm">{t("removed", { count: paste.removed })}</p>}
          <section
            // Scrolls, so it must be reachable by keyboard.
            // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
            tabIndex={0}
            aria-label={t("preview")}
            className="mt-3 max-h-60 overflow-auto rounded-control border border-line bg-page p-2"
          >
            <pre className="font-mono text-xs">
              {shown(target === null ? paste.text : hereDocument(paste, target, false))}
            </pre>
          </section>
          {canBeFile && (
            <div className="mt-3">
              <CheckLine checked={asFile} onChange={(event) => setAsFile(event.target.checked)}>
                {t("asFile")}
              </CheckLine>
              {asFile && (
                <Field label={t("file")} hint={t("fileHint")} className="mt-1.5">
                  <TextInput mono value={file} maxLength={200} onChange={(event) => setFile(event.target.value)} />
                </Field>
              )}
            </div>
          )}
        </>
      )}
    </Dialog>
  );
};
