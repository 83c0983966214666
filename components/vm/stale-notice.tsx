import { useTranslations } from "next-intl";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { useFramedVm } from "./vm-frame.tsx";

/** The machine could not be read again, so everything else on the tab may be old. */
export const StaleNotice = () => {
  const t = useTranslations("vm");
  const { problem, isGone, retry } = useFramedVm();
  if (!problem || isGone) return null;
  return <ProblemNotice problem={problem} title={`${t("stale.title")}. ${t("stale.body")}`} onRetry={retry} announce />;
};
