"use client";
import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import type { FieldProblem } from "#lib/api/problem.ts";
import type { Save } from "./use-save.ts";

type SaveOutcomeProps = {
  save: Save;
  /** The line of a field that the cluster named. */
  lineOf: (field: FieldProblem) => number;
  onGo: (line: number) => void;
  onLook: () => void;
};

/** What became of a save that did not go through: the refusal in its own words and at its lines, or that nobody knows yet. */
export const SaveOutcomeNotice = ({ save: { outcome }, lineOf, onGo, onLook }: SaveOutcomeProps) => {
  const t = useTranslations("manifest");
  if (outcome.kind === "refused") {
    const { fields = [] } = outcome.problem;
    return (
      <>
        <ProblemNotice problem={outcome.problem} title={t("saveFailed")} announce />
        {fields.length > 0 && (
          <ul className="space-y-1 text-failed text-sm">
            {fields.map((field) => (
              <li key={field.path}>
                <button type="button" className="font-medium underline" onClick={() => onGo(lineOf(field))}>
                  {t("line", { line: lineOf(field) })}
                </button>{" "}
                {field.path}
              </li>
            ))}
          </ul>
        )}
      </>
    );
  }
  if (outcome.kind !== "unknown") return null;
  const { held, problem } = outcome;
  const said = held === undefined ? "looking" : held === null ? "hidden" : "notDone";
  return (
    <Notice
      tone="attention"
      announce
      title={t("unknown.title")}
      action={
        <Button size="small" onClick={onLook}>
          {t("unknown.look")}
        </Button>
      }
    >
      <p>{t(`unknown.${said}`)}</p>
      {problem.requestId && <p className="mt-2 text-xs">{t("unknown.reference", { id: problem.requestId })}</p>}
    </Notice>
  );
};
