"use client";
import { CircleAlert, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ManifestProblem } from "#lib/manifest/edited.ts";

const shown = 8;

type ProblemLinesProps = {
  problems: readonly ManifestProblem[];
  notes: readonly ManifestProblem[];
  onGo: (line: number) => void;
};

/** What is wrong with a text, and what is worth knowing of it, each with the way to its line. */
export const ProblemLines = ({ problems, notes, onGo }: ProblemLinesProps) => {
  const t = useTranslations("manifest");
  const more = Math.max(0, problems.length - shown);
  return (
    <>
      {problems.length > 0 && (
        <ul className="space-y-1 text-failed">
          {problems.slice(0, shown).map((problem, index) => (
            <ProblemLine key={index} problem={problem} onGo={onGo} />
          ))}
          {more > 0 && <li>{t("moreProblems", { count: more })}</li>}
        </ul>
      )}
      {notes.length > 0 && (
        <ul className="space-y-1 text-ink-2">
          {notes.slice(0, shown).map((problem, index) => (
            <ProblemLine key={index} problem={problem} onGo={onGo} isNote />
          ))}
        </ul>
      )}
    </>
  );
};

type ProblemLineProps = { problem: ManifestProblem; onGo: (line: number) => void; isNote?: boolean };

const ProblemLine = ({ problem: { line, rule, field, said }, onGo, isNote = false }: ProblemLineProps) => {
  const t = useTranslations("manifest");
  const Icon = isNote ? Info : CircleAlert;
  return (
    <li className="flex items-start gap-1.5">
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <span className="min-w-0 break-words">
        <button type="button" className="font-medium underline" onClick={() => onGo(line)}>
          {t("line", { line })}
        </button>{" "}
        {t(`rule.${rule}`, { field, said })}
      </span>
    </li>
  );
};
