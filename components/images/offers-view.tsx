import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { EmptyState } from "#components/feedback/empty-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { useAddressQuery } from "#components/ui/use-address-query.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import {
  type OfferKind,
  type OffersQuery,
  offerKinds,
  offersFor,
  writeOffersQuery,
} from "#lib/resources/image/offers.ts";
import type { CataloguePart, CatalogueView } from "#lib/resources/image/view.ts";
import { ImageTable } from "./image-table.tsx";
import { MissingPart } from "./missing-part.tsx";
import { OffersFilter } from "./offers-filter.tsx";
import { ProfileTable } from "./profile-table.tsx";
import { ProviderCard } from "./provider-card.tsx";
import { SizeTables } from "./size-tables.tsx";
import { StoragePart } from "./storage-part.tsx";
import { useOfferWords } from "./use-offer-words.ts";

type OffersViewProps = {
  tenant: string;
  catalogue: CatalogueView;
  firstQuery: OffersQuery;
  mayCreate: boolean;
  today: string;
  onRetry: () => void;
};

/** Which parts of the catalogue each part of the page is read from. */
const partsOf: Record<OfferKind, readonly CataloguePart[]> = {
  images: ["images"],
  sizes: ["instancetypes"],
  profiles: ["profiles"],
  storage: ["storageclasses", "gpus", "networks"],
};

/** The catalogue, one part at a time, narrowed by words over all of it; beside it what the provider promises. */
export const OffersView = ({ tenant, catalogue, firstQuery, mayCreate, today, onRetry }: OffersViewProps) => {
  const t = useTranslations("images");
  const { number } = useAmounts();
  const { query, deferred, change } = useAddressQuery(firstQuery, writeOffersQuery);
  const words = useOfferWords(catalogue.provider);
  const { text } = deferred;
  const images = offersFor(catalogue.images, text, words.ofImage);
  const sizes = offersFor(catalogue.instanceTypes, text, words.ofType);
  const profiles = offersFor(catalogue.profiles, text, words.ofProfile);
  const storageClasses = offersFor(catalogue.storageClasses, text, words.ofStorageClass);
  const gpus = offersFor(catalogue.gpus, text, words.ofGpu);
  const found: Record<OfferKind, number> = {
    images: images.length,
    sizes: sizes.length,
    profiles: profiles.length,
    storage: storageClasses.length + gpus.length,
  };
  const { kind } = query;
  const isNarrowed = text.trim() !== "";
  const isMissing = (part: CataloguePart) => catalogue.missing.includes(part);

  return (
    <>
      <OffersFilter query={query} found={found} onChange={change} />
      <p role="status" className="sr-only">
        {isNarrowed && t("announce", { images: found.images, sizes: found.sizes, profiles: found.profiles })}
      </p>
      <div className="mt-4 grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_300px]">
        <div className="min-w-0 space-y-4">
          <p className="max-w-[80ch] text-ink-2 text-sm">
            {t(`about.${kind}`)}
            {kind === "images" && !mayCreate && ` ${t("mayNot")}`}
          </p>
          {partsOf[kind].map((part) => (
            <MissingPart key={part} part={part} label={partLabel(part)} catalogue={catalogue} onRetry={onRetry} />
          ))}
          {kind === "images" && catalogue.imagesFrom === "configured" && (
            <Notice tone="info" title={t("configured.title")}>
              {t("configured.body")}
            </Notice>
          )}
          {found[kind] > 0 ? part() : isNarrowed ? noMatch() : !partsOf[kind].some(isMissing) && none()}
        </div>
        {catalogue.provider && <ProviderCard provider={catalogue.provider} />}
      </div>
    </>
  );

  function partLabel(part: CataloguePart): string {
    if (part === "gpus") return t("storage.gpus");
    if (part === "networks") return t("storage.networks");
    return part === "storageclasses" ? t("storage.classes") : t(`kind.${kind}`);
  }

  function part(): ReactNode {
    switch (kind) {
      case "images":
        return (
          <Card flush>
            <ImageTable {...{ tenant, images, words, mayCreate, today }} />
          </Card>
        );
      case "sizes":
        return <SizeTables types={sizes} words={words} />;
      case "profiles":
        return (
          <Card flush>
            <ProfileTable profiles={profiles} images={isMissing("images") ? null : catalogue.images} words={words} />
          </Card>
        );
      case "storage":
        return <StoragePart {...{ catalogue, storageClasses, gpus }} isWhole={!isNarrowed} />;
    }
  }

  function none(): ReactNode {
    const isNowhere = kind === "images" && catalogue.imagesFrom === "nowhere";
    return <EmptyState title={t(isNowhere ? "none.nowhere" : `none.${kind}`)} />;
  }

  function noMatch(): ReactNode {
    const others = offerKinds.filter((one) => one !== kind && found[one] > 0);
    return (
      <EmptyState
        drawing="lens"
        title={t("noMatch.title")}
        action={<Button onClick={() => change({ text: "" })}>{t("noMatch.clear")}</Button>}
      >
        {t("noMatch.body", { text: text.trim() })}
        {others.length > 0 &&
          ` ${t("noMatch.elsewhere", { found: others.map((one) => `${t(`kind.${one}`)} ${number(found[one])}`).join(", ") })}`}
      </EmptyState>
    );
  }
};
