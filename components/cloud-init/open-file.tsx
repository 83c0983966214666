"use client";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, type DragEvent, type ReactNode, useState } from "react";
import { buttonClass } from "#components/ui/button-class.ts";
import { cx } from "#components/ui/cx.ts";
import { cloudInitLimitBytes } from "#lib/cloud-init/user-data.ts";
import { readTextFile } from "./text-file.ts";

/** Takes a file instead of what is in the editor: dropped onto it, or chosen. */
export const useOpenFile = (onText: (text: string) => void, onSaid: (outcome: string) => void) => {
  const t = useTranslations("editor.file");
  return async (file: File | undefined) => {
    if (!file) return;
    const read = await readTextFile(file, cloudInitLimitBytes);
    if (read.ok) onText(read.text);
    onSaid(t(read.ok ? "opened" : read.refusal, { name: file.name }));
  };
};

type DropTargetProps = { onFile: (file: File | undefined) => void; children: ReactNode };

export const DropTarget = ({ onFile, children }: DropTargetProps) => {
  const [isOver, setOver] = useState(false);
  const hasFile = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way beside the button
    <div
      className={cx("rounded-control", isOver && "bg-accent-soft")}
      onDragOver={(event) => {
        if (!hasFile(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      // Before the editor, which would put it in where it falls, and not every byte of it.
      onDropCapture={(event) => {
        setOver(false);
        if (!hasFile(event)) return;
        event.preventDefault();
        event.stopPropagation();
        onFile(event.dataTransfer.files[0]);
      }}
    >
      {children}
    </div>
  );
};

export const FileButton = ({ onFile }: Pick<DropTargetProps, "onFile">) => {
  const t = useTranslations("editor.file");
  const handleChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    onFile(target.files?.[0]);
    target.value = "";
  };
  return (
    <label className={`${buttonClass("ghost", "small")} has-focus-visible:outline-2 has-focus-visible:outline-accent`}>
      <FileUp aria-hidden="true" className="size-4" />
      {t("open")}
      <input type="file" accept=".yaml,.yml,.cfg,.txt,.sh,.ps1,text/*" onChange={handleChange} className="sr-only" />
    </label>
  );
};
