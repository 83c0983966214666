import { useTranslations } from "next-intl";
import { quotaWhat } from "#lib/resources/quota/what.ts";

/** What a limit of the quota counts, in words; one that nobody here knows by its key. */
export const useQuotaWord = () => {
  const t = useTranslations("create.plan.what");
  return (key: string): string => {
    const what = quotaWhat(key);
    return what ? t(what) : key;
  };
};
