// biome-ignore lint/performance/noBarrelFile: what our pages use of next-intl in the browser; its own index keeps formatters that nobody calls.
export {
  IntlProvider as NextIntlClientProvider,
  useLocale,
  useMessages,
  useNow,
  useTranslations,
} from "use-intl/react";
