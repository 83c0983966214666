import { useTranslations } from "next-intl";
import { LateReason } from "#components/create/late-reason.tsx";
import { PlatformWords } from "#components/feedback/platform-words.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { lateCauseOf } from "#lib/create/late-error.ts";
import { paths } from "#lib/paths.ts";
import { isOrphan } from "#lib/resources/disk/query.ts";
import type { DiskDetailView } from "#lib/resources/disk/view.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";

type DiskNoticesProps = { tenant: string; view: DiskDetailView; isGone: boolean };

/** What one must know of a disk before anything else: what is wrong, what follows, what to do. */
export const DiskNotices = ({ tenant, view, isGone }: DiskNoticesProps) => {
  const t = useTranslations("disks");
  const { bytes } = useAmounts();
  const { disk, missing } = view;
  const { state, trouble, usedBy, askedBytes, realBytes } = disk;
  if (isGone)
    return (
      <Notice
        tone="attention"
        announce
        title={t("goneWhile.title", { name: disk.name })}
        action={
          <LinkButton size="small" href={paths.disks(tenant)}>
            {t("back")}
          </LinkButton>
        }
      >
        {t("goneWhile.body")}
      </Notice>
    );
  return (
    <>
      {usedBy.length > 1 && (
        <Notice tone="failed" title={t("several.title", { count: usedBy.length })}>
          {t("several.body", { machines: usedBy.map(shownNameOfVm).join(", ") })}
        </Notice>
      )}
      {trouble !== null && <Trouble words={trouble} />}
      {(state === "missing" || state === "unclaimed" || state === "deleting") && (
        <Notice tone={state === "missing" ? "failed" : "info"} title={t(`about.${state}.title`)}>
          {t(`about.${state}.body`)}
        </Notice>
      )}
      {realBytes !== null && askedBytes !== null && askedBytes < realBytes && (
        <Notice tone="attention" title={t("asksLess.title", { asked: bytes(askedBytes), real: bytes(realBytes) })}>
          {t("asksLess.body")}
        </Notice>
      )}
      {realBytes !== null && askedBytes !== null && askedBytes > realBytes && state === "ready" && (
        <Notice tone="info" title={t("growing.title", { asked: bytes(askedBytes), real: bytes(realBytes) })}>
          {t("growing.body")}
        </Notice>
      )}
      {isOrphan(disk) && state === "ready" && (
        <Notice tone="info" title={t("orphan.title")}>
          {t("orphan.body")}
        </Notice>
      )}
      {missing.map((gap) => (
        <p key={gap} className="text-ink-2 text-sm">
          {t(`missing.${gap}`)}
        </p>
      ))}
    </>
  );
};

/** The platform's late words by their cause, or as they are. */
const Trouble = ({ words }: { words: string }) => {
  const t = useTranslations("disks");
  const cause = lateCauseOf(words);
  if (cause) return <LateReason cause={cause} words={words} />;
  return (
    <Notice tone="failed" title={t("trouble.title")} announce>
      <p>{t("trouble.body")}</p>
      <p className="mt-2 break-words">
        <PlatformWords most={4_000}>{words}</PlatformWords>
      </p>
    </Notice>
  );
};
