"use client";
import { KeyRound, type LucideIcon, RotateCw, ShieldAlert, ShieldCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { Mono } from "#components/ui/text.tsx";
import { type Said, storageClassWords, wordsIn } from "#lib/resources/provider/words-in.ts";
import { useCreateForm } from "./form-context.ts";

/** What each storage class in use survives: the provider's words where it gave some, and otherwise only what the platform does. */
export const ClassWords = () => {
  const t = useTranslations("create.disk");
  const locale = useLocale();
  const { catalogue, draft } = useCreateForm();
  const { provider } = catalogue;
  const used = draft.disks.flatMap(({ from, storageClass }) => (from === "existing" ? [] : storageClass || []));
  const restart = wordsIn(provider?.restart, locale);
  const encryption = wordsIn(provider?.encryption, locale);
  return (
    <div className="mt-2 space-y-1">
      {[...new Set(used)].map((name) => {
        const said = storageClassWords(provider, name, locale);
        const known = name === "replicated" || name === "local" ? name : "other";
        return (
          <Line key={name} icon={known === "local" ? ShieldAlert : ShieldCheck} warns={known === "local"}>
            <Mono className="text-ink">{name}</Mono> {said ? <ProviderSays said={said} /> : t(`says.${known}`)}
          </Line>
        );
      })}
      {restart && (
        <Line icon={RotateCw}>
          <ProviderSays said={restart} />
        </Line>
      )}
      {encryption && (
        <Line icon={KeyRound}>
          <ProviderSays said={encryption} />
        </Line>
      )}
    </div>
  );
};

type LineProps = { icon: LucideIcon; warns?: boolean; children: ReactNode };

const Line = ({ icon: Icon, warns = false, children }: LineProps) => (
  <p className="flex max-w-[76ch] items-start gap-2 text-ink-2 text-sm">
    <Icon aria-hidden="true" className={cx("mt-px size-4 shrink-0", warns && "text-attention")} />
    <span>{children}</span>
  </p>
);

/** A promise is the provider's, and says whose it is. */
const ProviderSays = ({ said }: { said: Said }) => {
  const { provider } = useCreateForm().catalogue;
  return (
    <>
      <span lang={said.language}>{said.text}</span> <span className="text-ink-3">— {provider?.name}</span>
    </>
  );
};
