import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";

/** The list is empty, truthfully: the cluster said so. */
export const NoMachines = ({ tenant, mayCreate }: { tenant: string; mayCreate: boolean }) => {
  const t = useTranslations("vms.empty");
  const action = (
    <LinkButton kind="primary" href={paths.vmNew(tenant)} icon={<Plus aria-hidden="true" className="size-4" />}>
      {t("action")}
    </LinkButton>
  );
  return (
    <EmptyState title={t("title")} action={mayCreate && action}>
      {t(mayCreate ? "body" : "mayNot")}
    </EmptyState>
  );
};

export const NoMatch = ({ total, onShowAll }: { total: number; onShowAll: () => void }) => {
  const t = useTranslations("vms.noMatch");
  return (
    <EmptyState drawing="lens" title={t("title")} action={<Button onClick={onShowAll}>{t("action")}</Button>}>
      {t("body", { total })}
    </EmptyState>
  );
};
