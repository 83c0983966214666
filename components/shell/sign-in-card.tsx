import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button-class.ts";
import { Mark } from "#components/ui/mark.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { api } from "#lib/api/paths.ts";
import { paths } from "#lib/paths.ts";
import type { SignInProblem, SignInWays } from "#lib/sign-in.ts";
import { LanguageLinks } from "./language-links.tsx";
import { SignInButton } from "./sign-in-button.tsx";
import { TokenForm } from "./token-form.tsx";

export type SignInNotice = "ended" | "signed-out" | "signed-in-by-proxy" | { problem: SignInProblem };

type SignInCardProps = { ways: SignInWays; returnTo: string | undefined; notice: SignInNotice | null };

export const SignInCard = ({ ways, returnTo, notice }: SignInCardProps) => {
  const t = useTranslations("sign-in");
  const isByProxy = notice === "signed-in-by-proxy";
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
        {notice === "signed-out" && <Notice tone="info" title={t("signedOut.title")} className="mb-4" />}
        {isByProxy && (
          <Notice
            tone="info"
            title={t("signedOut.title")}
            className="mb-4"
            action={
              <a href={paths.home()} className={buttonClass("secondary", "normal")}>
                {t("signedOut.goOn")}
              </a>
            }
          >
            {t("signedOut.byProxy")}
          </Notice>
        )}
        {typeof notice === "object" && notice && (
          <Notice tone="failed" title={t(notice.problem === "sessions" ? "unknown" : "problem.title")} className="mb-4">
            {t(`problem.${notice.problem}`)}
          </Notice>
        )}
        {ways.oidc && <SignInButton href={api.signIn(returnTo)} />}
        {ways.token && <TokenWay isOnly={!ways.oidc} returnTo={returnTo} />}
        {ways.proxy && !ways.oidc && !isByProxy && (
          <Notice tone="info" title={t("proxy.title")} className={ways.token ? "mt-6" : ""}>
            {t("proxy.body")}
          </Notice>
        )}
      </main>
      <footer className="mt-12">
        <LanguageLinks label={t("language")} />
      </footer>
    </div>
  );
};

/** Open at once where there is no other way. */
const TokenWay = ({ isOnly, returnTo }: { isOnly: boolean; returnTo: string | undefined }) => {
  const t = useTranslations("sign-in");
  if (isOnly) {
    return (
      <>
        <h2 className="mb-4 font-semibold text-section">{t("token.title")}</h2>
        <TokenForm returnTo={returnTo} isOnly={isOnly} />
      </>
    );
  }
  return (
    <details className="group mt-6 border-line border-t pt-3">
      <summary className="flex h-8 max-md:h-10 cursor-pointer list-none items-center justify-center gap-1.5 rounded-control text-ink-2 text-sm hover:bg-raised hover:text-ink [&::-webkit-details-marker]:hidden">
        {t("token.open")}
        <ChevronDown aria-hidden="true" className="size-4 transition-transform group-open:rotate-180" />
      </summary>
      <div className="pt-4">
        <TokenForm returnTo={returnTo} isOnly={isOnly} />
      </div>
    </details>
  );
};
