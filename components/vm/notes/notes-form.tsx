import { useTranslations } from "next-intl";
import { useState } from "react";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { notesBytes, notesLimitBytes, notesProblem, tidyNotes } from "#lib/resources/vm/notes.ts";
import { useFramedVm } from "../vm-frame.tsx";
import type { Notes } from "./use-notes.ts";

/** From here on what is left is worth counting. */
const nearLimit = 512;

type NotesFormProps = { notes: Notes; onClose: () => void };

/** What is typed stays through refusal and conflict; it goes only when it is saved or given up. */
export const NotesForm = ({ notes: { outcome, save, reset }, onClose }: NotesFormProps) => {
  const t = useTranslations("vm.notes");
  const { vm } = useFramedVm();
  const [text, setText] = useState(vm.notes ?? "");
  /** What they were when somebody began to write. */
  const [before, setBefore] = useState(vm.notes ?? "");
  const tidy = tidyNotes(text);
  const wrong = notesProblem(tidy);
  const left = notesLimitBytes - notesBytes(tidy);
  const isSaving = outcome.kind === "saving";
  const submit = (onto: string) => {
    if (!wrong) void save(text, onto).then((isSaved) => isSaved && onClose());
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit(before);
      }}
      className="space-y-3"
    >
      <Field
        label={t("label")}
        error={wrong && t(`wrong.${wrong}`)}
        hint={t("seen")}
        aside={left < nearLimit && left >= 0 ? t("left", { count: left }) : null}
      >
        <Textarea
          rows={6}
          spellCheck
          // Somebody has just asked to write.
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <div role="status" className="empty:hidden">
        {outcome.kind === "refused" && <ProblemNotice problem={outcome.problem} title={t("refused")} />}
        {outcome.kind === "unknown" && <Notice tone="attention" title={t("unknown")} />}
        {outcome.kind === "conflict" && (
          <Notice
            tone="attention"
            title={t("conflict")}
            action={
              <>
                <Button
                  size="small"
                  onClick={() => {
                    setText(outcome.theirs);
                    setBefore(outcome.theirs);
                    reset();
                  }}
                >
                  {t("takeTheirs")}
                </Button>
                <Button
                  size="small"
                  onClick={() => {
                    setBefore(outcome.theirs);
                    submit(outcome.theirs);
                  }}
                >
                  {t("saveMine")}
                </Button>
              </>
            }
          >
            <p className="font-medium text-ink">{t("theirs")}</p>
            <p className="whitespace-pre-wrap wrap-anywhere">{outcome.theirs || t("none")}</p>
          </Notice>
        )}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" size="small" busy={isSaving}>
          {isSaving ? t("saving") : t("save")}
        </Button>
        <Button size="small" onClick={onClose}>
          {t("cancel")}
        </Button>
      </div>
    </form>
  );
};
