"use client";
import { useTranslations } from "next-intl";
import { PlatformWords } from "#components/feedback/platform-words.tsx";
import { ProblemNotice } from "#components/feedback/problem-notice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useFramedVm } from "../vm-frame.tsx";
import type { Change } from "./use-change.ts";
import { useSettingWords } from "./use-setting-words.ts";

type ChangeOutcomeProps = {
  change: Change;
  /** The person goes on with what somebody else saved: the form begins anew from there. */
  onKeepTheirs?: () => void;
};

/** What became of a change; the region is always there, so that its words are read out when they come. */
export const ChangeOutcome = ({ change: { outcome, reset, saveMine }, onKeepTheirs }: ChangeOutcomeProps) => {
  const t = useTranslations("edit.outcome");
  const { vm } = useFramedVm();
  const dismiss = (
    <Button size="small" onClick={reset}>
      {t("dismiss")}
    </Button>
  );
  return (
    <div role="status" className="empty:hidden">
      {content()}
    </div>
  );

  function content() {
    switch (outcome.kind) {
      case "idle":
        return null;
      case "saving":
        return <p className="text-ink-2 text-sm">{t("saving")}</p>;
      case "saved":
        return (
          <Notice tone={vm.trouble ? "attention" : "info"} title={t("saved")} action={dismiss}>
            {vm.trouble && (
              <p className="break-words">
                {t("trouble")}: <PlatformWords>{vm.trouble}</PlatformWords>
              </p>
            )}
          </Notice>
        );
      case "refused":
        return <ProblemNotice problem={outcome.problem} title={t("refused")} action={dismiss} />;
      case "conflict":
        return (
          <Notice
            tone="attention"
            title={t("conflict")}
            action={
              <>
                <Button
                  size="small"
                  onClick={() => {
                    reset();
                    onKeepTheirs?.();
                  }}
                >
                  {t("keepTheirs")}
                </Button>
                <Button size="small" onClick={saveMine}>
                  {t("keepMine")}
                </Button>
              </>
            }
          >
            <p>{t("conflictBody")}</p>
            <Versions outcome={outcome} />
          </Notice>
        );
      case "unknown":
        return <Unknown held={outcome.held} dismiss={dismiss} />;
    }
  }
};

type Conflict = Extract<Change["outcome"], { kind: "conflict" }>;

const Versions = ({ outcome: { change, theirs, keys } }: { outcome: Conflict }) => {
  const t = useTranslations("edit");
  const { ofChange, ofSettings } = useSettingWords();
  return (
    <dl className="mt-2 space-y-2">
      {keys.map((key) => (
        <div key={key}>
          <dt className="font-medium text-ink">{t(`setting.${key}`)}</dt>
          <dd className="break-words">
            {t("outcome.mine")}: {ofChange(key, change)}
          </dd>
          <dd className="break-words">
            {t("outcome.theirs")}: {ofSettings(key, theirs.settings)}
          </dd>
        </div>
      ))}
    </dl>
  );
};

const Unknown = ({ held, dismiss }: { held: boolean | null | undefined; dismiss: React.ReactNode }) => {
  const t = useTranslations("edit.outcome");
  if (held === undefined) return <Notice tone="attention" title={t("unknown")} children={t("unknownReading")} />;
  if (held === null) return <Notice tone="attention" title={t("unknown")} children={t("untold")} action={dismiss} />;
  return held ? (
    <Notice tone="info" title={t("held")} children={t("heldBody")} action={dismiss} />
  ) : (
    <Notice tone="attention" title={t("notHeld")} children={t("notHeldBody")} action={dismiss} />
  );
};
