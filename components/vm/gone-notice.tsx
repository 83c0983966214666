import { useTranslations } from "next-intl";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { LeftDisks } from "./left-disks.tsx";

/** Over every tab but the console's, which says it itself: the machine is gone, and what is shown is how it last was. */
export const GoneNotice = ({ tenant, vm }: { tenant: string; vm: VmView }) => {
  const t = useTranslations("vm");
  return (
    <Notice
      tone="attention"
      announce
      title={t("gonewhile.title", { name: shownNameOfVm(vm.name) })}
      action={
        <LinkButton size="small" href={paths.vms(tenant)}>
          {t("gone.back")}
        </LinkButton>
      }
      className="mb-4"
    >
      <p>{t("gonewhile.body")}</p>
      <LeftDisks tenant={tenant} vm={vm} />
    </Notice>
  );
};
