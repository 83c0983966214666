"use client";
import { useTranslations } from "next-intl";
import { useRef } from "react";
import { focusField } from "#components/create/focus-field.ts";
import { useCreateForm } from "#components/create/form-context.ts";
import { withPractice } from "#components/create/good-practice.ts";
import { Button } from "#components/ui/button.tsx";
import { type Advice, adviceOf } from "#lib/advice/advice.ts";
import { factsOfInput } from "#lib/advice/of-input.ts";
import { AdviceCard } from "./advice-card.tsx";
import { ChangedLine } from "./changed-line.tsx";
import { todayOf } from "./today.ts";
import { useSteps } from "./use-steps.ts";

/** Where what nobody can decide for the person is filled in, by the field's path. */
const fieldOf: Partial<Record<Advice["rule"], string>> = {
  keys: "keyText",
  room: "disks",
  cpu: "size.instanceType",
  firewall: "cloudInit",
};

/** Good practice of the machine being put together: each open line changes the form, and nothing else. */
export const CreateAdvice = () => {
  const t = useTranslations("advice");
  const { catalogue, quota, keys, draft, input } = useCreateForm();
  const { changes, take, undo } = useSteps();
  const card = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  // The line that was pressed goes, and would take the focus with it.
  const goOn = (to: () => HTMLElement | null | undefined) => requestAnimationFrame(() => to()?.focus());
  const facts = { catalogue, quota, keys, today: todayOf() };
  const advice = adviceOf(factsOfInput(input, catalogue, { today: facts.today, backups: catalogue.backups }));
  const fixOf = ({ rule, finding }: Advice) => {
    const after = finding === "keys-passwords" ? null : withPractice(rule, draft, facts);
    if (after)
      return (
        <Button
          size="small"
          onClick={() => {
            take(after);
            goOn(() => outcome.current?.querySelector("button"));
          }}
        >
          {t(`fix.${rule}`)}
        </Button>
      );
    const field = finding === "keys-passwords" ? "cloudInit" : fieldOf[rule];
    return (
      field && (
        <Button size="small" onClick={() => focusField(card.current?.closest("form") ?? null, [field])}>
          {t("show")}
        </Button>
      )
    );
  };
  return (
    <div ref={card}>
      <AdviceCard advice={advice} fixOf={fixOf}>
        {changes && (
          <div ref={outcome} className="mt-3">
            <ChangedLine
              changes={changes}
              onUndo={() => {
                undo();
                goOn(() => card.current?.querySelector<HTMLElement>("button, summary"));
              }}
            />
          </div>
        )}
      </AdviceCard>
    </div>
  );
};
