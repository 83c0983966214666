import { useTranslations } from "next-intl";
import { Progress } from "#components/ui/progress.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { FileSystem, GuestSystem, GuestUser } from "#lib/resources/guest/view.ts";

const shownUsers = 8;
const shownFileSystems = 12;
/** From here on a file system is worth a look. */
const fullFrom = 0.9;

export const SystemFacts = ({ system }: { system: GuestSystem }) => {
  const t = useTranslations("vm.guest.system");
  const facts = [
    ["name", system.name],
    ["kernel", [system.kernel, system.architecture].filter(Boolean).join(" · ")],
    ["hostname", system.hostname],
    ["timezone", system.timezone],
    ["agent", system.agentVersion],
  ] as const;
  return (
    <dl className="space-y-2.5 p-4">
      {facts.map(([key, said]) => (
        <div key={key} className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-3 text-sm">
          <dt className="text-ink-2">{t(key)}</dt>
          <dd className="min-w-0 break-words">{said || <span className="text-ink-3">{t("unsaid")}</span>}</dd>
        </div>
      ))}
    </dl>
  );
};

export const FileSystems = ({ list }: { list: readonly FileSystem[] }) => {
  const t = useTranslations("vm.guest.fileSystems");
  const { bytes } = useAmounts();
  return (
    <section aria-label={t("title")} className="p-4">
      <h3 className="font-medium text-sm">{t("title")}</h3>
      {list.length === 0 && <p className="mt-1 text-ink-3 text-sm">{t("none")}</p>}
      <ul className="mt-2 space-y-3">
        {list.slice(0, shownFileSystems).map(({ mountPoint, type, disk, usedBytes, totalBytes }) => {
          const share = totalBytes > 0 ? usedBytes / totalBytes : null;
          return (
            <li key={`${disk} ${mountPoint}`} className="text-sm">
              <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                <Mono className="min-w-0 break-all">{mountPoint}</Mono>
                <span className="text-ink-2 text-xs">
                  {share === null
                    ? t("unsaid")
                    : t("used", { used: bytes(usedBytes), total: bytes(totalBytes), percent: share })}
                </span>
              </p>
              {share !== null && (
                <Progress
                  label={t("useOf", { place: mountPoint })}
                  percent={share * 100}
                  tone={share >= fullFrom ? "attention" : "accent"}
                />
              )}
              <p className="mt-0.5 break-all text-ink-3 text-xs">{[disk, type].filter(Boolean).join(" · ")}</p>
            </li>
          );
        })}
      </ul>
      {list.length > shownFileSystems && (
        <p className="mt-2 text-ink-3 text-xs">{t("more", { count: list.length - shownFileSystems })}</p>
      )}
    </section>
  );
};

export const GuestUsers = ({ list }: { list: readonly GuestUser[] }) => {
  const t = useTranslations("vm.guest.users");
  return (
    <section aria-label={t("title")} className="p-4">
      <h3 className="font-medium text-sm">{t("title")}</h3>
      {list.length === 0 && <p className="mt-1 text-ink-3 text-sm">{t("none")}</p>}
      <ul className="mt-1 space-y-1">
        {list.slice(0, shownUsers).map(({ name, domain, since }, index) => (
          // Somebody may be logged in twice.
          <li key={`${index} ${domain} ${name}`} className="flex justify-between gap-3 text-sm">
            <Mono className="min-w-0 break-all">{domain ? `${domain}\\${name}` : name}</Mono>
            {since && (
              <span className="shrink-0 text-ink-3 text-xs">
                {t.rich("since", { time: () => <RelativeTime key="since" iso={since} lasting /> })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {list.length > shownUsers && (
        <p className="mt-2 text-ink-3 text-xs">{t("more", { count: list.length - shownUsers })}</p>
      )}
    </section>
  );
};
