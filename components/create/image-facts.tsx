"use client";
import { useLocale, useTranslations } from "next-intl";
import { Mono } from "#components/ui/text.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import type { ImageView } from "#lib/resources/image/view.ts";

type ImageFactProps = { image: ImageView };

/** As whom one logs in, where somebody knows. */
export const ImageLogIn = ({ image }: ImageFactProps) => {
  const t = useTranslations("create.startFrom");
  if (image.loginUser)
    return (
      <span>
        {t.rich("login", { user: image.loginUser, code: (text) => <Mono className="text-ink">{text}</Mono> })}
      </span>
    );
  return <span>{t(image.family === "talos" ? "noLogin" : "unknownLogin")}</span>;
};

/** Until when its maker mends it; after that it stays usable, but nobody closes its holes. */
export const ImageSupport = ({ image: { endOfSupport } }: ImageFactProps) => {
  const t = useTranslations("create.startFrom");
  const locale = useLocale();
  const isHydrated = useHydrated();
  if (endOfSupport === null) return null;
  const date = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(endOfSupport));
  // Which day it is, only the browser knows for sure.
  const isOver = isHydrated && endOfSupport < new Date().toISOString().slice(0, 10);
  return (
    <span className={isOver ? "text-attention" : undefined}>{t(isOver ? "unsupported" : "supported", { date })}</span>
  );
};
