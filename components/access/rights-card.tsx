import { Check, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Card } from "#components/ui/card.tsx";
import { type AccessLine, accessLines } from "#lib/access/lines.ts";
import type { AccessView } from "#lib/resources/vm/access.ts";

const mostNames = 20;

/** Plain sentences with yes or no, and who could. */
export const RightsCard = ({ access }: { access: AccessView }) => {
  const t = useTranslations("access");
  const names = Object.keys(access.named);
  return (
    <Card title={t("rights.title")} aside={t("rights.asked")} flush>
      {accessLines(access).map(({ group, lines }) => (
        <section key={group} aria-labelledby={`rights-${group}`} className="border-line not-last:border-b px-4 py-3">
          <h3 id={`rights-${group}`} className="text-ink-2 text-xs">
            {t(`group.${group}`)}
          </h3>
          <ul className="mt-1.5 space-y-1.5">
            {lines.map((line) => (
              <Line key={line.right} line={line} />
            ))}
          </ul>
        </section>
      ))}
      {names.length > 0 && (
        <p className="border-line border-t px-4 py-3 text-sm">
          {t("rights.named", { names: names.slice(0, mostNames).join(", ") })}
        </p>
      )}
    </Card>
  );
};

const Line = ({ line: { right, capability, lacks, beyond } }: { line: AccessLine }) => {
  const t = useTranslations("access");
  const allowed = capability === "allowed";
  const Icon = allowed ? Check : X;
  return (
    <li className="flex items-start gap-2.5">
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${allowed ? "text-running" : "text-ink-3"}`} />
      <span className="min-w-0 flex-1">
        <span className="sr-only">{t(allowed ? "rights.yes" : "rights.no")}: </span>
        <span className={allowed ? undefined : "text-ink-2"}>{t(`right.${right}`)}</span>
        {lacks && (
          <span className="ml-2 text-ink-3 text-sm">
            {lacks === "platform" ? t("rights.platform") : t("rights.needs", { role: lacks.role })}
          </span>
        )}
        {beyond && (
          <span className="ml-2 inline-flex align-middle">
            <Badge tone="accent">{t("rights.beyond")}</Badge>
          </span>
        )}
      </span>
    </li>
  );
};
