"use client";
import { CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FieldProblem } from "#lib/api/problem.ts";
import { readDocuments } from "#lib/create/yaml-documents.ts";
import { yamlText } from "#lib/manifest/shown-text.ts";
import type { ManifestView } from "#lib/manifest/view.ts";
import { ConflictPanel } from "./conflict-panel.tsx";
import { DiffView } from "./diff-view.tsx";
import { FieldHelp } from "./field-help.tsx";
import { ProblemLines } from "./problem-lines.tsx";
import { SaveOutcomeNotice } from "./save-outcome.tsx";
import { TextField } from "./text-field.tsx";
import { useDraft } from "./use-draft.ts";
import { useSave } from "./use-save.ts";

type ManifestEditorProps = {
  tenant: string;
  name: string;
  /** What it is begun from. */
  first: ManifestView;
  /** As the cluster has it now. */
  now: ManifestView;
  /** Why nothing can be written any more; what is typed stays. */
  refusal: string | null;
  onOpen: () => Promise<ManifestView | null>;
  onSaved: () => void;
  onStop: () => void;
};

/** The machine's manifest to write in: checked as it is written, compared before it is saved, and never saved over somebody else's. */
export const ManifestEditor = ({ tenant, name, first, now, refusal, onOpen, onSaved, onStop }: ManifestEditorProps) => {
  const t = useTranslations("manifest");
  const saidId = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [caret, setCaret] = useState(0);
  const [isReview, setReview] = useState(false);
  const draft = useDraft(tenant, name, first);
  const { edited, from, text, hasChanges } = draft;
  const handleSaved = () => {
    draft.restart(from);
    onSaved();
  };
  const save = useSave(tenant, name, handleSaved);
  const { outcome } = save;
  useEffect(() => {
    (isReview ? heading : field).current?.focus();
  }, [isReview]);

  const handleGo = (line: number) => {
    const start =
      text
        .split("\n")
        .slice(0, line - 1)
        .join("\n").length + (line > 1 ? 1 : 0);
    const end = text.indexOf("\n", start);
    setReview(false);
    // The field is drawn again first, where the comparison stood.
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(start, end < 0 ? text.length : end);
    });
  };
  const lineOf = ({ path }: FieldProblem): number => {
    const parts = path.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
    return readDocuments(text).documents[0]?.lineOf(parts) ?? 1;
  };
  const isOld = draft.isNews(now) && now.editable !== null;
  // What is covered cannot be compared with what is open: then the other one is asked for, too.
  const noticed = isOld && now.isOpen === from.isOpen ? now : null;
  const theirs = outcome.kind === "conflict" ? outcome.theirs : noticed;
  const handleOpen = async () => {
    const open = await onOpen();
    if (open?.base === from.base) draft.moveTo(open);
    else if (open) save.found(open);
  };
  const handleMove = (move: (theirs: ManifestView) => void) => () => {
    if (theirs) move(theirs);
    save.reset();
    setReview(false);
  };
  const blocked =
    refusal ??
    (edited.problems.length > 0
      ? t("blocked.problems")
      : hasChanges
        ? theirs
          ? t("blocked.theirs")
          : null
        : t("blocked.same"));
  return (
    <div>
      <div className="space-y-3 px-4 pt-4 empty:hidden">
        {theirs && outcome.kind !== "saving" && (
          <ConflictPanel
            draft={draft}
            theirs={theirs}
            wasRefused={outcome.kind === "conflict"}
            onKeep={handleMove(draft.moveTo)}
            onDrop={handleMove(draft.restart)}
          />
        )}
        {isOld && !theirs && outcome.kind !== "saving" && (
          <Notice
            tone="attention"
            announce
            title={t("conflict.title")}
            action={
              <Button size="small" onClick={() => void handleOpen()}>
                {t("conflict.compare")}
              </Button>
            }
          >
            {t("conflict.noticed")}
          </Notice>
        )}
        <SaveOutcomeNotice save={save} lineOf={lineOf} onGo={handleGo} onLook={() => save.look(draft)} />
      </div>
      {isReview ? (
        <div className="space-y-3 p-4">
          <h3 ref={heading} tabIndex={-1} className="font-semibold text-sm">
            {t("review.title")}
          </h3>
          <DiffView label={t("review.title")} before={draft.before} after={draft.result} />
          <p className="text-ink-2 text-xs">{t("review.note")}</p>
          <Fold title={t("review.patch")}>
            <pre className="overflow-auto whitespace-pre font-mono text-xs leading-[18px]">{yamlText(draft.patch)}</pre>
          </Fold>
        </div>
      ) : (
        <>
          <TextField
            field={field}
            label={t("field")}
            text={text}
            describedBy={saidId}
            wrong={new Set(edited.problems.map(({ line }) => line))}
            onChange={draft.write}
            onCaret={setCaret}
          />
          <div className="space-y-3 border-line border-t p-4">
            <div id={saidId} role="status" className="space-y-2 text-xs">
              {edited.problems.length === 0 && (
                <p className="flex items-start gap-1.5 text-ink-2">
                  <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-running" />
                  {t(from.schema ? "inOrder" : "unchecked")}
                </p>
              )}
              <ProblemLines problems={edited.problems} notes={edited.notes} onGo={handleGo} />
            </div>
            <FieldHelp text={text} caret={caret} schema={from.schema} />
          </div>
        </>
      )}
      <div className="flex flex-wrap items-center gap-2 border-line border-t p-4">
        {isReview ? (
          <>
            <Button onClick={() => setReview(false)}>{t("review.back")}</Button>
            <Button
              kind="primary"
              busy={outcome.kind === "saving"}
              disabledReason={blocked}
              onClick={() => save.save(draft)}
            >
              {t("review.save")}
            </Button>
          </>
        ) : (
          <>
            <Button kind="primary" disabledReason={blocked} onClick={() => setReview(true)}>
              {t("reviewButton")}
            </Button>
            <Button
              onClick={() => {
                draft.restart(now);
                onStop();
              }}
            >
              {t(hasChanges ? "discard" : "stop")}
            </Button>
            {!from.isOpen && first.isCovered && (
              <Button kind="ghost" onClick={() => void handleOpen()}>
                {t("open")}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
};
