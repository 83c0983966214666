import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button-class.ts";
import { Mark } from "#components/ui/mark.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { LanguageLinks } from "./language-links.tsx";

export type SignInNotice = "ended" | { problem: string };

type Reason = "unavailable" | "denied" | "expired" | "other";

/** Problem codes that the sign-in route comes back with. */
const reasons: Record<string, Reason> = {
  unavailable: "unavailable",
  timeout: "unavailable",
  forbidden: "denied",
  "signed-out": "expired",
  "session-ended": "expired",
  "bad-request": "expired",
};

export const SignInCard = ({ href, notice }: { href: string; notice: SignInNotice | null }) => {
  const t = useTranslations("sign-in");
  return (
    <div className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <main className="w-full max-w-[360px]">
        <div className="mb-8 flex flex-col items-center text-center">
          <Mark className="size-12" />
          <h1 className="mt-4 font-semibold text-title">Porthole</h1>
          <p className="mt-1 text-ink-2">{t("tagline")}</p>
        </div>
        {notice === "ended" && (
          <Notice tone="attention" title={t("ended.title")} className="mb-4">
            {t("ended.body")}
          </Notice>
        )}
        {notice && notice !== "ended" && (
          <Notice tone="failed" title={t("problem.title")} className="mb-4">
            {t(`problem.${reasons[notice.problem] ?? "other"}`)}
          </Notice>
        )}
        <a href={href} className={buttonClass("primary", "normal", "h-10! w-full text-base!")}>
          {t("action")}
        </a>
        <p className="mt-3 text-center text-ink-3 text-xs">{t("where")}</p>
      </main>
      <footer className="mt-12">
        <LanguageLinks label={t("language")} />
      </footer>
    </div>
  );
};
