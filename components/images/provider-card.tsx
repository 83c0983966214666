import { useLocale, useTranslations } from "next-intl";
import { DocLink } from "#components/provider/doc-link.tsx";
import { Said } from "#components/provider/said.tsx";
import { Card } from "#components/ui/card.tsx";
import { linkTopics } from "#lib/resources/provider/topics.ts";
import type { ProviderWords } from "#lib/resources/provider/words.ts";
import { linkOf, wordsIn } from "#lib/resources/provider/words-in.ts";

/** What the provider promises, in its own words and under its name. */
export const ProviderCard = ({ provider }: { provider: ProviderWords }) => {
  const t = useTranslations("images.provider");
  const locale = useLocale();
  const promises = (["sites", "restart", "encryption", "images"] as const).flatMap((about) => {
    const said = wordsIn(provider[about], locale);
    return said ? [{ about, said }] : [];
  });
  const links = linkTopics.flatMap((topic) => {
    const href = linkOf(provider, topic, locale);
    return href ? [{ topic, href }] : [];
  });
  if (promises.length === 0 && links.length === 0) return null;
  return (
    <Card title={t("title", { name: provider.name })}>
      <dl className="space-y-3 text-sm">
        {promises.map(({ about, said }) => (
          <div key={about}>
            <dt className="text-ink-2 text-xs">{t(about)}</dt>
            <dd className="mt-0.5">
              <Said said={said} />
            </dd>
          </div>
        ))}
        {links.length > 0 && (
          <div>
            <dt className="text-ink-2 text-xs">{t("links")}</dt>
            <dd className="mt-1 flex flex-wrap gap-x-4 gap-y-1.5">
              {links.map(({ topic, href }) => (
                <DocLink key={topic} href={href}>
                  {t(`topic.${topic}`)}
                </DocLink>
              ))}
            </dd>
          </div>
        )}
      </dl>
    </Card>
  );
};
