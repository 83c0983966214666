"use client";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import type { LinkTopic } from "#lib/resources/provider/words.ts";
import { linkOf } from "#lib/resources/provider/words-in.ts";
import { useCreateForm } from "./form-context.ts";

type SectionProps = {
  title: string;
  hint?: ReactNode;
  /** What the provider's documentation calls this, where it has a page about it. */
  topic?: LinkTopic;
  children: ReactNode;
};

/** One part of the create page, named for whoever jumps by headings. */
export const Section = ({ title, hint, topic, children }: SectionProps) => {
  const t = useTranslations("create");
  const locale = useLocale();
  const { provider } = useCreateForm().catalogue;
  const id = useId();
  const docs = topic ? linkOf(provider, topic, locale) : null;
  return (
    <section aria-labelledby={id} className="min-w-0">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={id} className="font-semibold text-section">
          {title}
        </h2>
        {docs && (
          <a
            href={docs}
            target="_blank"
            rel="noreferrer"
            aria-label={t("docsOf", { section: title, provider: provider?.name ?? "" })}
            className="shrink-0 text-ink-2 text-xs underline decoration-line-strong underline-offset-2 hover:text-ink"
          >
            {t("docs")}
          </a>
        )}
      </div>
      {hint && <p className="mt-0.5 max-w-[76ch] text-ink-2 text-sm">{hint}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
};
