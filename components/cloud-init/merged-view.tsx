"use client";
import { useTranslations } from "next-intl";
import { useDeferredValue } from "react";
import { Fold } from "#components/ui/fold.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { UserDataContext } from "#lib/cloud-init/finding.ts";
import { type MergedPreview, mergedPreview } from "#lib/cloud-init/preview.ts";

type MergedViewProps = { text: string; context: UserDataContext; machine: string };

/** What the guest gets of the text, of the page's keys and of the machine's name: opened by whoever wants to know. */
export const MergedView = (props: MergedViewProps) => {
  const t = useTranslations("cloud-init.preview");
  return (
    <Fold title={t("title")} isLate className="mt-2">
      <Merged {...props} />
    </Fold>
  );
};

const Merged = ({ text, context, machine }: MergedViewProps) => {
  const t = useTranslations("cloud-init.preview");
  const seen = mergedPreview(useDeferredValue(text), context, machine);
  return (
    <div className="space-y-2 text-sm">
      {seen.isDiscarded && <p className="text-failed">{t("discarded")}</p>}
      <dl className="space-y-1">
        {seen.hostname !== null && (
          <div>
            <dt className="inline text-ink-2">{t("hostname")}: </dt>
            <dd className="inline">
              <Mono className="wrap-anywhere">{seen.hostname}</Mono>
            </dd>
          </div>
        )}
        {seen.people !== null && (
          <div>
            <dt className="inline text-ink-2">{t("people")}: </dt>
            <dd className="inline">
              <People people={seen.people} />
            </dd>
          </div>
        )}
      </dl>
      <p className={seen.formKeys === "cutOff" ? "text-failed" : undefined}>{t(`keys.${seen.formKeys}`)}</p>
      {seen.userData.from === "platform" && <p className="text-ink-2">{t("platform")}</p>}
      <Given title={t("userData")} text={seen.userData.text} />
      <Given title={t("metaData")} text={seen.metaData} />
    </div>
  );
};

const People = ({ people }: { people: NonNullable<MergedPreview["people"]> }) => {
  const t = useTranslations("cloud-init.preview");
  if (!people.some(({ ways }) => ways.length > 0)) return t("nobody");
  return people.map(({ name, isImages, ways }, index) => (
    <span key={index} className="wrap-anywhere">
      {index > 0 && "; "}
      {name === null ? t("imagesUser") : <Mono>{name}</Mono>}
      {name !== null && isImages && ` (${t("imagesUser")})`}
      {ways.length > 0 && `: ${ways.map((way) => t(`way.${way}`)).join(", ")}`}
    </span>
  ));
};

const Given = ({ title, text }: { title: string; text: string }) =>
  text === "" ? null : (
    <section
      aria-label={title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="max-h-60 overflow-auto rounded-control border border-line bg-raised p-3"
    >
      <p className="font-medium text-xs">{title}</p>
      <pre className="whitespace-pre font-mono text-xs">{text}</pre>
    </section>
  );
