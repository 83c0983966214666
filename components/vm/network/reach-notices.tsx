import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { useFramedVm } from "../vm-frame.tsx";

/** What makes everything else on the tab old: the machine is gone, or could not be read again. */
export const ReachNotices = () => {
  const t = useTranslations("vm");
  const { tenant, vm, problem, isGone, retry } = useFramedVm();
  if (isGone)
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
      >
        {t("gonewhile.body")}
      </Notice>
    );
  if (!problem) return null;
  return <ProblemNotice problem={problem} title={`${t("stale.title")}. ${t("stale.body")}`} onRetry={retry} announce />;
};
