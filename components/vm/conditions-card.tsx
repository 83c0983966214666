"use client";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Mono } from "#components/ui/text.tsx";
import { explain } from "#lib/resources/vm/conditions/explain.ts";
import type { LoudKey } from "#lib/resources/vm/conditions/explanations.ts";
import type { VmCondition } from "#lib/resources/vm/view.ts";
import { useFramedVm } from "./vm-frame.tsx";

/** All that the machine's objects say of themselves: one line until somebody wants to read it. */
export const ConditionsCard = () => {
  const t = useTranslations("conditions.card");
  const { vm, access } = useFramedVm();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const { conditions } = vm;
  // The same thing, said by the machine and by its pod, is one.
  const loud = new Set(conditions.flatMap((condition) => loudKeyOf(condition) ?? [])).size;
  return (
    <Card title={t("title")} flush>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5">
        <p className="text-ink-2 text-sm">
          {conditions.length === 0 ? t("none") : t("summary", { count: conditions.length, loud })}
        </p>
        {conditions.length > 0 && (
          <Button kind="ghost" size="small" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
            {isOpen ? t("close") : t("open")}
          </Button>
        )}
      </div>
      <ul id={id} hidden={!isOpen} className="divide-y divide-line border-line border-t">
        {isOpen &&
          conditions.map((condition) => (
            <ConditionRow key={`${condition.of} ${condition.name} ${condition.type}`} condition={condition} />
          ))}
      </ul>
      {!access.readStatus && <p className="border-line border-t px-4 py-2.5 text-ink-3 text-xs">{t("unread")}</p>}
    </Card>
  );
};

const loudKeyOf = (condition: VmCondition): LoudKey | null => {
  const said = explain(condition);
  return said !== null && "loud" in said ? said.loud : null;
};

const ConditionRow = ({ condition }: { condition: VmCondition }) => {
  const t = useTranslations("conditions");
  const { of, name, type, status, reason, message, since } = condition;
  const said = explain(condition);
  const word = status === "True" ? "true" : status === "False" ? "false" : "unknown";
  const own = [reason, message].filter((text) => text !== "").join(": ");
  return (
    <li className="px-4 py-2.5 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="break-all font-medium">{type}</span>
        <span className={said && "loud" in said ? "text-attention" : "text-ink-2"}>{t(`card.${word}`)}</span>
        <Mono className="min-w-0 wrap-anywhere text-ink-3 text-xs">
          {of} {name}
        </Mono>
        {!Number.isNaN(Date.parse(since)) && (
          <span className="ml-auto text-ink-3 text-xs">
            {t.rich("card.since", { time: () => <RelativeTime key="since" iso={since} lasting /> })}
          </span>
        )}
      </p>
      {said && <p className="text-ink-2">{"loud" in said ? t(`loud.${said.loud}.title`) : t(`quiet.${said.quiet}`)}</p>}
      {/* What we know needs no words of the platform, unless something is wrong. */}
      {own !== "" && (said === null || "loud" in said) && (
        <p className="mt-0.5 break-words text-ink-2 text-xs">
          <Mono>{own}</Mono>
        </p>
      )}
    </li>
  );
};
