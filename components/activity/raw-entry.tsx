import { useTranslations } from "next-intl";
import { useExactTime } from "#components/ui/relative-time.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { ActivityEntry } from "#lib/resources/activity/view.ts";

/** An entry as the cluster has it, nothing translated and nothing cut. */
export const RawEntry = ({ entry, id }: { entry: ActivityEntry; id: string }) => {
  const t = useTranslations("activity.raw");
  const exact = useExactTime();
  const { kind, name, reason, message, count, since, at } = entry;
  const facts = [
    ["object", `${kind} ${name}`],
    ["reason", reason],
    ["message", message],
    ["when", count > 1 ? t("times", { count, first: exact(since), last: exact(at) }) : exact(at)],
  ] as const;
  return (
    <dl id={id} className="mt-2 space-y-1 rounded-control border border-line bg-raised p-3 text-xs">
      {facts
        .filter(([, said]) => said !== "")
        .map(([key, said]) => (
          <div key={key}>
            <dt className="text-ink-3">{t(key)}</dt>
            <dd className="whitespace-pre-wrap wrap-anywhere">{key === "when" ? said : <Mono>{said}</Mono>}</dd>
          </div>
        ))}
    </dl>
  );
};
