import { useTranslations } from "next-intl";
import { vmStates } from "#lib/resources/vm/view.ts";

/** A status as filters and groups name it; what we do not know, a link may say, stays as it is. */
export const useStatusWord = () => {
  const t = useTranslations("states");
  return (status: string): string => {
    if (status === "deleting") return t("deleting");
    const known = vmStates.find((state) => state === status);
    return known ? t(`word.${known}`) : status;
  };
};
