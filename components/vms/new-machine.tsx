"use client";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { paths } from "#lib/paths.ts";

type NewMachineProps = {
  tenant: string;
  mayCreate: boolean /** The phone's round button over the list. */;
  floating?: boolean;
};

export const NewMachine = ({ tenant, mayCreate, floating = false }: NewMachineProps) => {
  const t = useTranslations("actions");
  const icon = <Plus aria-hidden="true" className="size-4" />;
  if (!mayCreate)
    return floating ? null : (
      <Button kind="primary" icon={icon} disabledReason={t("reasons.role-may-not-create")}>
        {t("verb.create")}
      </Button>
    );
  return (
    <LinkButton
      kind="primary"
      href={paths.vmNew(tenant)}
      icon={icon}
      className={cx(
        floating && "fixed right-4 bottom-18 z-2 h-11! rounded-full! px-5! text-base! shadow-float md:hidden!",
      )}
    >
      {t("verb.create")}
    </LinkButton>
  );
};
