import { useTranslations } from "next-intl";
import { Mono } from "#components/ui/text.tsx";

type NamesProps = {
  names: readonly string[];
  most?: number;
  /** Where not all of them are known by name. */
  total?: number;
};

/** The first few names of a list, and how many more there are. */
export const Names = ({ names, most = 8, total = names.length }: NamesProps) => {
  const t = useTranslations("list.bulk");
  const rest = total - Math.min(most, names.length);
  return (
    <span className="break-words">
      <Mono className="text-ink">{names.slice(0, most).join(", ")}</Mono>
      {rest > 0 && ` ${t("andMore", { count: rest })}`}
    </span>
  );
};
