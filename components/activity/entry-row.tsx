import { ChevronDown, ChevronUp, Dot, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Link } from "#components/ui/link.tsx";
import { RelativeTime, useExactTime } from "#components/ui/relative-time.tsx";
import { Mono } from "#components/ui/text.tsx";
import { paths } from "#lib/paths.ts";
import type { ActivityEntry } from "#lib/resources/activity/view.ts";
import { saidBy } from "#lib/resources/event/reasons.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import { RawEntry } from "./raw-entry.tsx";

type EntryRowProps = {
  tenant: string;
  entry: ActivityEntry;
  /** The cluster's words only where we have none of our own, and for warnings. */
  brief?: boolean;
};

/** One line of a timeline: what it means in a sentence, then the cluster's own words. */
export const EntryRow = ({ tenant, entry, brief = false }: EntryRowProps) => {
  const t = useTranslations("activity");
  const exact = useExactTime();
  const [isOpen, setOpen] = useState(false);
  const rawId = useId();
  const Chevron = isOpen ? ChevronUp : ChevronDown;
  const { isWarning, kind, name, reason, message, count, since, source } = entry;
  const said = saidBy(kind, reason, isWarning);
  // What Porthole itself tells has no words of the cluster behind it.
  const hasWords = source === "event" || source === "condition" || message !== "";
  const subject = <Subject key="subject" tenant={tenant} entry={entry} />;
  return (
    <li className="flex gap-3 px-4 py-2.5 text-sm max-md:gap-2">
      <RelativeTime
        iso={entry.at}
        className="w-16 shrink-0 whitespace-nowrap text-ink-3 text-xs leading-[18px] max-md:w-14"
      />
      {isWarning ? (
        <TriangleAlert role="img" aria-label={t("warning")} className="mt-0.5 size-3.5 shrink-0 text-attention" />
      ) : (
        <Dot aria-hidden="true" className="mt-0.5 size-3.5 shrink-0 text-ink-3" />
      )}
      <div className="min-w-0 flex-1">
        <p className="break-words">
          {said ? t.rich(`said.${said}`, { m: () => subject }) : subject}
          {count > 1 && (
            <span className="ml-2 text-ink-3 text-xs" title={t("times", { count, since: exact(since) })}>
              {t("timesShort", { count })}
            </span>
          )}
        </p>
        {isOpen && <RawEntry entry={entry} id={rawId} />}
        {!isOpen && hasWords && (!brief || said === null || isWarning) && (
          // What is explained above is one line here; what is wrong, or not explained, is told in full.
          <p
            title={isWarning || said === null ? undefined : message}
            className={cx("mt-0.5 text-ink-2 text-xs", isWarning || said === null ? "break-words" : "truncate")}
          >
            <Mono className="text-ink-3">
              {t("about", { kind, name })} {reason}
            </Mono>
            {message && ` ${message}`}
          </p>
        )}
      </div>
      {hasWords && !brief && (
        <IconButton
          label={t("words")}
          icon={<Chevron aria-hidden="true" className="size-4" />}
          aria-expanded={isOpen}
          aria-controls={rawId}
          onClick={() => setOpen(!isOpen)}
          className="-my-1 shrink-0 max-md:-my-3"
        />
      )}
    </li>
  );
};

const Subject = ({ tenant, entry }: Pick<EntryRowProps, "tenant" | "entry">) => {
  const { vm, name } = entry;
  if (vm === null) return <span className="break-all font-medium">{name}</span>;
  return (
    <Link href={paths.vm(tenant, vm)} className="break-all font-medium hover:underline">
      {shownNameOfVm(vm)}
    </Link>
  );
};
