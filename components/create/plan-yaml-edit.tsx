"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Textarea } from "#components/ui/textarea.tsx";
import type { CreatePlan } from "#lib/create/plan.ts";
import { yamlOf } from "#lib/create/yaml.ts";
import type { YamlProblem } from "#lib/create/yaml-documents.ts";
import { inputOfYaml } from "#lib/create/yaml-input.ts";
import { draftOf } from "./draft.ts";
import { useCreateForm } from "./form-context.ts";

const shownProblems = 5;

/** The plan's text to write in: the form follows with each letter where it can, and where it cannot, the line is named. */
export const PlanYamlEdit = ({ plan }: { plan: CreatePlan }) => {
  const t = useTranslations("create.plan");
  const { tenant, catalogue, keys, input, change } = useCreateForm();
  const field = useRef<HTMLTextAreaElement>(null);
  // What is being written, and the input it began from; null while the text is the plan's own.
  const [edit, setEdit] = useState<{ text: string; from: typeof input; problems: YamlProblem[] } | null>(null);
  useEffect(() => field.current?.focus(), []);
  const handleText = (text: string) => {
    const from = edit?.from ?? input;
    const read = inputOfYaml(text, from, catalogue, tenant);
    setEdit({ text, from, problems: read.ok ? [] : read.problems });
    if (read.ok) change((before) => draftOf(read.input, before, keys));
  };
  // Left in order, the text is written anew as the form has it; what is not in order stays to be mended.
  const handleBlur = () => edit?.problems.length === 0 && setEdit(null);
  const problems = edit?.problems ?? [];
  return (
    <div className="flex min-h-48 flex-1 flex-col p-3">
      <Textarea
        ref={field}
        mono
        aria-label={t("editField")}
        aria-invalid={problems.length > 0 || undefined}
        aria-describedby="plan-yaml-said"
        value={edit?.text ?? yamlOf(plan)}
        onChange={({ target }) => handleText(target.value)}
        onBlur={handleBlur}
        className="min-h-64 flex-1 whitespace-pre text-xs! leading-[18px]"
      />
      <div id="plan-yaml-said" role="status" className="mt-2 text-xs">
        {problems.length === 0 ? (
          <p className="flex items-start gap-1.5 text-ink-2">
            <CircleCheck aria-hidden="true" className="size-4 shrink-0 text-running" />
            {t("editInStep")}
          </p>
        ) : (
          <ul className="space-y-1 text-failed">
            {problems.slice(0, shownProblems).map(({ line, rule, values }, index) => (
              <li key={index} className="flex items-start gap-1.5">
                <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
                <span className="min-w-0 break-words">{t(`yamlProblem.${rule}`, { line, ...values })}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
};
