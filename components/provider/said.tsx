import { useLocale } from "next-intl";
import type { Said as SaidWords } from "#lib/resources/provider/words-in.ts";

/** A sentence of the provider's, marked with its language where that is not the page's. */
export const Said = ({ said }: { said: SaidWords }) => {
  const locale = useLocale();
  return <span lang={locale.startsWith(said.language) ? undefined : said.language}>{said.text}</span>;
};
