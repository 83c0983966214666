import { useTranslations } from "next-intl";
import { splitLabel } from "#lib/resources/vm/labels.ts";
import { customType, type FilterField } from "#lib/resources/vm/list-filter.ts";
import { useStatusWord } from "./status-word.ts";

const words = ["yes", "no", "private", "ports", "whole"] as const;

/** How fields and values are called. A value that we do not know, as a link may hold one, is shown as it is. */
export const useFilterWords = () => {
  const t = useTranslations("vms.filter");
  const group = useTranslations("vms.group");
  const status = useStatusWord();
  return {
    field: (field: FilterField): string => t(`field.${field}`),
    value: (field: FilterField, value: string): string => {
      if (field === "status") return status(value);
      if (field === "type" && value === customType) return t("custom");
      if (field === "label") {
        const { key, value: text } = splitLabel(value);
        return text === null ? key : `${key} = ${text || group("empty")}`;
      }
      const known = field === "ip" || field === "exposure" ? words.find((word) => word === value) : undefined;
      return known ? t(`value.${known}`) : value;
    },
  };
};
