"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { Draft } from "#components/create/draft.ts";
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
};

/** Good practice of the machine being put together: each open line changes the form, and nothing else. */
export const CreateAdvice = () => {
  const t = useTranslations("advice");
  const { catalogue, quota, keys, draft, input } = useCreateForm();
  const { changes, take, undo } = useSteps();
  const [isRefused, setRefused] = useState(false);
  const card = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);
  // The line that was pressed goes, and would take the focus with it.
  const goOn = (to: () => HTMLElement | null | undefined) => requestAnimationFrame(() => to()?.focus());
  const facts = { catalogue, quota, keys, today: todayOf() };
  const advice = adviceOf(factsOfInput(input, catalogue, { today: facts.today, backups: catalogue.backups }));
  const fix = (next: (draft: Draft) => Draft | null) => {
    setRefused(false);
    take(next);
    goOn(() => outcome.current?.querySelector("button"));
  };
  const showField = (path: string) => focusField(card.current?.closest("form") ?? null, [path]);
  /** Reading cloud-config weighs more than all the rest: it comes when it is wanted. */
  const addFirewall = () =>
    import("#components/create/with-firewall.ts").then(
      ({ withFirewall }) => {
        if (withFirewall(draft, facts)) return fix((now) => withFirewall(now, facts));
        setRefused(true);
        showField("cloudInit");
      },
      () => setRefused(true),
    );
  const fixOf = ({ rule, finding }: Advice) => {
    if (finding === "keys-passwords") return <Shown onClick={() => showField("cloudInit")} />;
    if (rule === "firewall") return <Fix rule={rule} onClick={() => void addFirewall()} />;
    if (withPractice(rule, draft, facts))
      return <Fix rule={rule} onClick={() => fix((now) => withPractice(rule, now, facts))} />;
    const field = fieldOf[rule];
    return field && <Shown onClick={() => showField(field)} />;
  };
  return (
    <div ref={card}>
      <AdviceCard advice={advice} fixOf={fixOf}>
        {isRefused && <p className="mt-3 text-attention text-sm">{t("refused")}</p>}
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

const Fix = ({ rule, onClick }: { rule: Advice["rule"]; onClick: () => void }) => {
  const t = useTranslations("advice.fix");
  return (
    <Button size="small" onClick={onClick}>
      {t(rule)}
    </Button>
  );
};

const Shown = ({ onClick }: { onClick: () => void }) => {
  const t = useTranslations("advice");
  return (
    <Button size="small" onClick={onClick}>
      {t("show")}
    </Button>
  );
};
