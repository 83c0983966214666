"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { useFramedVm } from "#components/vm/vm-frame.tsx";
import { adviceOf } from "#lib/advice/advice.ts";
import { factsOfMachine } from "#lib/advice/of-machine.ts";
import { queries } from "#lib/api/queries.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import { AdviceCard } from "./advice-card.tsx";
import { todayOf } from "./today.ts";
import { VmFix } from "./vm-fix.tsx";

/** What is offered changes with the operator's days, not with a visit. */
const freshForMs = 60_000;

/** Good practice of a machine that is there: each open line leads to where it is changed, and nothing is written on the way. */
export const VmAdvice = () => {
  const t = useTranslations("advice");
  const { tenant, vm } = useFramedVm();
  // Settings of a machine that no VMInstance made are not ours to judge, and one that goes needs no advice.
  const isOurs = vm.origin === "platform" && !vm.deleting;
  const catalogue = useQuery({ ...queries.catalogue(tenant), staleTime: freshForMs, enabled: isOurs });
  if (!isOurs) return null;
  if (catalogue.data) return <Judged catalogue={catalogue.data} />;
  if (!catalogue.error) return null;
  return (
    <Card title={t("title")}>
      <p className="text-ink-2 text-sm">{t("unread")}</p>
    </Card>
  );
};

const Judged = ({ catalogue }: { catalogue: CatalogueView }) => {
  const t = useTranslations("advice");
  const { vm, access } = useFramedVm();
  const today = todayOf();
  const advice = adviceOf(factsOfMachine(vm, catalogue, { today, backups: catalogue.backups }));
  return (
    <AdviceCard
      advice={advice}
      fixOf={(each) => (access.update ? <VmFix advice={each} catalogue={catalogue} today={today} /> : null)}
      reason={access.update ? null : t("mayNot")}
    />
  );
};
