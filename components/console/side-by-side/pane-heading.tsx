import { ArrowLeft, ArrowRight, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { paths } from "#lib/paths.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";

type PaneHeadingProps = {
  tenant: string;
  name: string;
  isFirst: boolean;
  isLast: boolean;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
};

/** Which machine a console is of, its place among the others, and the way out. */
export const PaneHeading = ({ tenant, name, isFirst, isLast, onMove, onRemove }: PaneHeadingProps) => {
  const t = useTranslations("consoles");
  const shown = shownNameOfVm(name);
  return (
    <div className="flex min-w-0 items-center gap-1 max-md:gap-3">
      <h2 className="mr-1 min-w-0 truncate font-semibold text-section">
        <Link href={paths.vm(tenant, name)} className="hover:underline">
          {shown}
        </Link>
      </h2>
      {!(isFirst && isLast) && (
        <>
          <IconButton
            label={t("moveBack", { name: shown })}
            icon={<ArrowLeft aria-hidden="true" className="size-4" />}
            disabledReason={isFirst ? t("isFirst") : null}
            onClick={() => onMove(-1)}
          />
          <IconButton
            label={t("moveOn", { name: shown })}
            icon={<ArrowRight aria-hidden="true" className="size-4" />}
            disabledReason={isLast ? t("isLast") : null}
            onClick={() => onMove(1)}
          />
        </>
      )}
      <IconButton
        label={t("remove", { name: shown })}
        icon={<X aria-hidden="true" className="size-4" />}
        onClick={onRemove}
      />
    </div>
  );
};
