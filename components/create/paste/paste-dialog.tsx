"use client";
import { FileText } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useCallback, useDeferredValue, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import type { PasteOptions } from "#lib/create/paste/read.ts";
import { paths } from "#lib/paths.ts";
import { type BroughtFile, readBrought } from "./brought-file.ts";
import { carryTo, type PastePage } from "./carried.ts";
import { MachineChoice } from "./machine-choice.tsx";
import type { OneTaken, Read } from "./paste-entry.tsx";
import { PasteResult } from "./paste-result.tsx";
import type { Brought } from "./use-brought.ts";
import { isThere, useReading } from "./use-reading.ts";

type PasteDialogProps = {
  page: PastePage;
  options: PasteOptions;
  /** For another text than the one that was brought. */
  optionsNow: PasteOptions;
  brought: Brought;
  onClose: () => void;
  /** With the text where another of its machines may be wanted later. */
  onTake: (read: Read, one: OneTaken | null, text: string) => void;
};

/** The text, what it is read as, and what changes on the way: nothing of the form is touched before it is taken. */
export const PasteDialog = ({ page, options, optionsNow, brought, onClose, onTake }: PasteDialogProps) => {
  const t = useTranslations("paste");
  const router = useRouter();
  const [text, setText] = useState(brought.text);
  const [file, setFile] = useState<BroughtFile | null>(null);
  const [choice, setChoice] = useState(brought.machine);
  const late = useDeferredValue(text);
  const read = useReading(late, late === brought.text ? options : optionsNow, choice);
  const chosen = read && choice && isThere(read, choice) ? choice : null;
  const bring = useCallback(async (files: readonly File[]) => {
    const answer = await readBrought(files);
    setFile(answer);
    if (!("text" in answer)) return;
    setText(answer.text);
    setChoice(null);
  }, []);
  useEffect(() => {
    if (brought.files.length > 0) void bring(brought.files);
  }, [brought.files, bring]);
  const goTo = (other: PastePage) => {
    carryTo(options.tenant, other, { text, machine: chosen });
    router.push(other === "disk" ? paths.diskNew(options.tenant) : paths.vmNew(options.tenant));
  };
  // The form around it takes Ctrl Enter for Create.
  const handleKey = (event: KeyboardEvent) => event.key === "Enter" && event.stopPropagation();
  const ready = read?.ok ? read : null;
  const isElsewhere = ready !== null && ready.kind !== page;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keeps keys to itself, takes none
    <div onKeyDown={handleKey}>
      <Dialog
        open
        wide
        onClose={onClose}
        title={t("title")}
        footer={
          <>
            <Button onClick={onClose}>{t("cancel")}</Button>
            {ready && isElsewhere && (
              <Button kind={page === "machine" ? "secondary" : "primary"} onClick={() => goTo(ready.kind)}>
                {t(ready.kind === "disk" ? "toDisk" : "toMachine")}
              </Button>
            )}
            {ready && (page === "machine" || !isElsewhere) && (
              <Button
                kind="primary"
                onClick={() => onTake(ready, chosen && { text, machine: chosen, count: ready.machines.length }, late)}
              >
                {t(isElsewhere ? "asDataDisk" : "take")}
              </Button>
            )}
          </>
        }
      >
        <p className="max-w-[76ch] text-sm">{t("hint")}</p>
        <Field
          label={t("text")}
          className="mt-3"
          error={file && "refusal" in file ? t(file.refusal, { name: file.name }) : null}
        >
          <Textarea
            mono
            rows={10}
            value={text}
            onChange={({ target }) => setText(target.value)}
            className="whitespace-pre text-xs!"
          />
        </Field>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <label
            className={`${buttonClass("ghost", "small")} has-focus-visible:outline-2 has-focus-visible:outline-accent`}
          >
            <FileText aria-hidden="true" className="size-4" />
            {t("file")}
            <input
              type="file"
              multiple
              accept=".yaml,.yml,.json,.txt,text/*,application/json"
              onChange={({ target }) => {
                const files = [...(target.files ?? [])];
                if (files.length > 0) void bring(files);
                // The same file again is a change, too.
                target.value = "";
              }}
              className="sr-only"
            />
          </label>
          <span className="wrap-anywhere text-ink-3 text-sm">
            {file && "text" in file && t("fileRead", { name: file.name })}
          </span>
        </div>
        {read && read.machines.length > 0 && (
          <MachineChoice machines={read.machines} chosen={chosen} onChoose={setChoice} />
        )}
        <PasteResult read={read} onMend={setText} />
      </Dialog>
    </div>
  );
};
