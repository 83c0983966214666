import { useTranslations } from "next-intl";
import { Skeleton } from "#components/ui/skeleton.tsx";

/** The place of a text that is on its way. */
export const ReadingLines = () => {
  const t = useTranslations("manifest");
  return (
    <div aria-busy="true" className="space-y-2">
      <p role="status" className="text-ink-2 text-sm">
        {t("reading")}
      </p>
      {["w-2/5", "w-1/2", "w-3/5", "w-2/3"].map((width) => (
        <Skeleton key={width} className={width} />
      ))}
    </div>
  );
};
