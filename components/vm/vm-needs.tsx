import { useTranslations } from "next-intl";
import { PlatformWords } from "#components/feedback/platform-words.tsx";
import { Link } from "#components/ui/link.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { needsOf } from "#lib/resources/vm/conditions/explain.ts";
import { explanations } from "#lib/resources/vm/conditions/explanations.ts";
import { RestartOffer } from "./edit/restart-offer.tsx";
import { placeHref } from "./place-href.ts";
import { useFramedVm } from "./vm-frame.tsx";

/** What asks for somebody's attention: what is true and why, whose turn it is, the next step, and the platform's own words. */
export const VmNeeds = () => {
  const t = useTranslations("conditions");
  const { tenant, vm, access } = useFramedVm();
  return needsOf(vm).map(({ key, words, about }) => {
    const { tone, who, place } = explanations[key];
    const href = place && placeHref(place, tenant, vm.name);
    const actor = who === "you" && !access.update ? "admin" : who;
    return (
      <Notice
        key={`${key} ${about}`}
        tone={tone}
        title={t(`loud.${key}.title`)}
        action={
          key === "restart-required" ? (
            <RestartOffer />
          ) : (
            href && (
              <Link href={href} className="font-medium text-accent text-sm hover:underline">
                {t(`place.${place}`)}
              </Link>
            )
          )
        }
      >
        <p>{t(`loud.${key}.cause`)}</p>
        <p className="mt-1">
          <span className="font-medium text-ink">{t(`who.${actor}`)}</span> {t(`loud.${key}.next`)}
        </p>
        {words && (
          <p className="mt-2 break-words">
            {about !== null && `${t("about", { name: about })} `}
            {t("words")} <PlatformWords>{words}</PlatformWords>
          </p>
        )}
      </Notice>
    );
  });
};
