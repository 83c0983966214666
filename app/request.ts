import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { areas } from "#lib/i18n/areas.ts";
import { languageCookie, languageOf, localeOf } from "#lib/i18n/languages.ts";

/** next-intl's words for this request. The server has every area; `<Messages>` decides what reaches the browser. */
export default getRequestConfig(async () => {
  const language = languageOf((await cookies()).get(languageCookie)?.value, (await headers()).get("accept-language"));
  const loaded = await Promise.all(
    areas.map(async (area) => [area, (await import(`../lib/i18n/messages/${language}/${area}.json`)).default] as const),
  );
  // The person's zone is known only in their browser: what the server renders is UTC and says so, see RelativeTime.
  return { locale: localeOf[language], messages: Object.fromEntries(loaded), now: new Date(), timeZone: "UTC" };
});
