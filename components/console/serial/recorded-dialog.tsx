"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import { Segmented } from "#components/ui/segmented.tsx";
import { type Cast, writeCast } from "#lib/console/serial/asciicast.ts";

type RecordedDialogProps = { name: string; cast: Cast | null; onReplay: (cast: Cast) => void; onClose: () => void };

/** What was recorded is saved, looked at, or gone: nothing keeps it but this tab. */
export const RecordedDialog = ({ name, cast, onReplay, onClose }: RecordedDialogProps) => {
  const t = useTranslations("serial.record");
  const [version, setVersion] = useState<"2" | "3">("2");
  const handleSave = (): void => {
    if (!cast) return;
    const text = writeCast(cast, version === "2" ? 2 : 3);
    saveFile(new Blob([text], { type: "application/x-asciicast" }), `${name}.cast`);
    onClose();
  };
  return (
    <Dialog
      open={cast !== null}
      onClose={onClose}
      title={t("title", { name })}
      footer={
        <>
          <Button onClick={onClose}>{t("discard")}</Button>
          <Button onClick={() => cast && onReplay(cast)}>{t("replay")}</Button>
          <Button kind="primary" onClick={handleSave}>
            {t("save")}
          </Button>
        </>
      }
    >
      {cast && (
        <>
          <p className="text-sm">{t("length", { seconds: Math.round(cast.durationMs / 1000) })}</p>
          <Notice tone="attention" title={t("secrets")} className="mt-3">
            {t("secretsBody")}
          </Notice>
          <div className="mt-3">
            <Segmented
              label={t("format")}
              options={[
                { value: "2", label: "asciicast v2" },
                { value: "3", label: "asciicast v3" },
              ]}
              value={version}
              onChange={setVersion}
              size="small"
            />
          </div>
        </>
      )}
    </Dialog>
  );
};
