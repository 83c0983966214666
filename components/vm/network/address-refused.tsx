import { useTranslations } from "next-intl";
import { PlatformWords } from "#components/feedback/platform-words.tsx";
import type { LateCause } from "#lib/create/late-error.ts";

/** Why the platform gave no address: cause, who can change it, what to do; its own words a click away. */
export const AddressRefused = ({ cause, words }: { cause: LateCause | null; words: string }) => {
  const t = useTranslations("exposure.address.refused");
  const late = useTranslations("run.late");
  return (
    <div className="space-y-1">
      <p className="font-medium text-failed">{t("title")}</p>
      {cause && (
        <>
          <p>{late(`${cause}.what`)}</p>
          <p className="text-ink-2">{t("who", { who: late(`${cause}.who`) })}</p>
          {cause === "no-address" && <p className="text-ink-2">{t("comes")}</p>}
        </>
      )}
      <details className="text-ink-2 text-xs" open={cause === null}>
        <summary className="cursor-pointer max-md:py-2">{t("words")}</summary>
        <p className="wrap-anywhere mt-1">
          <PlatformWords>{words}</PlatformWords>
        </p>
      </details>
    </div>
  );
};
