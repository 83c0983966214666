"use client";
import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Link } from "#components/ui/link.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Mono } from "#components/ui/text.tsx";
import { paths } from "#lib/paths.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { useFramedVm } from "./vm-frame.tsx";

const folded = 6;
/** Messages are the cluster's and may be pages long. */
const messageLimit = 400;

/** What happened lately to the machine and what belongs to it, in the cluster's own words. */
export const EventsCard = () => {
  const t = useTranslations("vm.events");
  const { tenant, vm } = useFramedVm();
  const [isOpen, setIsOpen] = useState(false);
  // Folding a single one away would save nothing.
  const more = vm.events.length > folded + 1 ? vm.events.length - folded : 0;
  return (
    <Card
      title={t("title")}
      aside={
        <Link href={paths.vm(tenant, vm.name, "activity")} className="font-medium text-accent hover:underline">
          {t("all")}
        </Link>
      }
      flush
    >
      {vm.events.length === 0 ? (
        <p className="p-4 text-ink-2 text-sm">{t("empty")}</p>
      ) : (
        <>
          <ol className="divide-y divide-line">
            {vm.events.slice(0, isOpen || more === 0 ? undefined : folded).map((event) => (
              <EventRow
                key={`${event.at} ${event.kind} ${event.name} ${event.reason} ${event.message}`}
                event={event}
              />
            ))}
          </ol>
          {more > 0 && (
            <div className="border-line border-t px-2 py-1.5">
              <Button kind="ghost" size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
                {isOpen ? t("less") : t("more", { count: more })}
              </Button>
            </div>
          )}
        </>
      )}
    </Card>
  );
};

export const EventRow = ({ event }: { event: VmView["events"][number] }) => {
  const t = useTranslations("vm.events");
  const isWarning = event.type === "Warning";
  return (
    <li className="flex gap-3 px-4 py-2.5 text-sm">
      <RelativeTime iso={event.at} className="w-16 shrink-0 whitespace-nowrap text-ink-3 text-xs leading-[18px]" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2">
          {isWarning && <TriangleAlert role="img" aria-label={t("warning")} className="size-3.5 text-attention" />}
          <span className="font-medium">{event.reason}</span>
          <Mono className="min-w-0 wrap-anywhere text-ink-3 text-xs">
            {t("about", { kind: event.kind, name: event.name })}
          </Mono>
          {event.count > 1 && <span className="text-ink-3 text-xs">{t("times", { count: event.count })}</span>}
        </p>
        <p className="break-words text-ink-2">{event.message.slice(0, messageLimit)}</p>
      </div>
    </li>
  );
};
