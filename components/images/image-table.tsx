import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PlainCell, PlainRow, PlainTable } from "#components/table/plain-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { cx } from "#components/ui/cx.ts";
import { LinkButton } from "#components/ui/link-button.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { formatDate } from "#lib/i18n/formats.ts";
import { paths } from "#lib/paths.ts";
import type { ImageView } from "#lib/resources/image/view.ts";
import type { OfferWords } from "./use-offer-words.ts";

type ImageTableProps = {
  tenant: string;
  images: readonly ImageView[];
  words: OfferWords;
  mayCreate: boolean;
  /** `2026-11-21`. */
  today: string;
};

/** Golden images: what each needs, how one logs in, and the way to a machine made from it. */
export const ImageTable = ({ tenant, images, words, mayCreate, today }: ImageTableProps) => {
  const t = useTranslations("images");
  // Nobody said of any until when it is supported: then that is no column.
  const showsSupport = images.some(({ endOfSupport }) => endOfSupport !== null);
  return (
    <PlainTable
      caption={t("kind.images")}
      columns={[
        { label: t("column.image") },
        { label: t("column.minimum"), amount: true, wide: true },
        { label: t("column.login"), wide: true },
        { label: t("column.profile"), wide: true },
        ...(showsSupport ? [{ label: t("column.support"), wide: true }] : []),
        ...(mayCreate ? [{ label: t("column.action"), silent: true }] : []),
      ]}
    >
      {images.map((image) => (
        <ImageRow key={image.name} {...{ tenant, image, words, mayCreate, showsSupport, today }} />
      ))}
    </PlainTable>
  );
};

type ImageRowProps = Omit<ImageTableProps, "images"> & { image: ImageView; showsSupport: boolean };

const ImageRow = ({ tenant, image, words, mayCreate, showsSupport, today }: ImageRowProps) => {
  const t = useTranslations("images");
  const { bytes } = useAmounts();
  const name = words.imageName(image);
  const login = useLogin(image);
  const support = image.endOfSupport && <Support day={image.endOfSupport} today={today} />;
  return (
    <PlainRow>
      <PlainCell className="lg:w-1/3">
        <div className="flex items-start gap-3">
          <OsIcon family={image.family} className="mt-0.5 size-6" />
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium text-ink">{name}</span>
              {image.kind === "installer" && <Badge>{t("image.installer")}</Badge>}
              {!image.known && <Badge tone="attention">{t("image.unknown")}</Badge>}
            </p>
            {name !== image.name && (
              <p className="text-ink-3 text-xs">
                <Mono className="break-all">{image.name}</Mono>
              </p>
            )}
            {image.kind === "installer" && <p className="text-ink-2 text-xs">{t("image.installerNote")}</p>}
            {!image.known && <p className="text-ink-2 text-xs">{t("image.unknownNote")}</p>}
            <dl className="mt-1 space-y-0.5 text-ink-2 text-xs lg:hidden">
              <Fact label={t("column.minimum")}>{bytes(image.minimumBytes)}</Fact>
              <Fact label={t("column.login")}>{login}</Fact>
              <Fact label={t("column.profile")}>{image.profile || t("image.noProfile")}</Fact>
              {support && <Fact label={t("column.support")}>{support}</Fact>}
            </dl>
          </div>
        </div>
      </PlainCell>
      <PlainCell amount wide>
        {bytes(image.minimumBytes)}
      </PlainCell>
      <PlainCell wide>{login}</PlainCell>
      <PlainCell wide>
        {image.profile ? <Mono>{image.profile}</Mono> : <span className="text-ink-2">{t("image.noProfile")}</span>}
      </PlainCell>
      {showsSupport && (
        <PlainCell wide>{support || <span className="text-ink-3">{t("image.notSaid")}</span>}</PlainCell>
      )}
      {mayCreate && (
        <PlainCell className="w-px whitespace-nowrap text-right">
          <LinkButton
            href={paths.vmNew(tenant, image.name)}
            size="small"
            aria-label={t("image.useNamed", { image: name })}
          >
            {t("image.use")}
          </LinkButton>
        </PlainCell>
      )}
    </PlainRow>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="flex flex-wrap gap-x-1.5">
    <dt>{label}:</dt>
    <dd className="text-ink">{children}</dd>
  </div>
);

const useLogin = (image: ImageView) => {
  const t = useTranslations("images.image");
  if (image.loginUser) return <Mono>{image.loginUser}</Mono>;
  if (!image.known || image.family === "windows") return <span className="text-ink-2">{t("notSaid")}</span>;
  return <span className="text-ink-2">{t(image.kind === "installer" ? "setInInstaller" : "noLogin")}</span>;
};

const soonMs = 180 * 24 * 3_600_000;

/** The last day of support, by a word where it is over or near. */
const Support = ({ day, today }: { day: string; today: string }) => {
  const t = useTranslations("images.image");
  const locale = useLocale();
  const shown = formatDate(locale, day);
  const isOver = day < today;
  const isSoon = !isOver && Date.parse(day) - Date.parse(today) < soonMs;
  return (
    <span className={cx(isOver && "text-failed", isSoon && "text-attention")}>
      {isOver ? t("ended", { day: shown }) : isSoon ? t("endsSoon", { day: shown }) : shown}
    </span>
  );
};
