import { useLocale, useTranslations } from "next-intl";
import { seriesWordOf } from "#components/create/series-words.ts";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { GpuView, ImageView, InstanceTypeView, ProfileView, StorageClassView } from "#lib/resources/image/view.ts";
import { profileWords } from "#lib/resources/profile/words.ts";
import type { ProviderWords } from "#lib/resources/provider/words.ts";
import { storageClassWords } from "#lib/resources/provider/words-in.ts";

/** What the page says of each thing, so that people find what they read. */
export const useOfferWords = (provider: ProviderWords | null) => {
  const t = useTranslations("images");
  const create = useTranslations("create");
  const locale = useLocale();
  const { bytes, number } = useAmounts();

  const imageName = ({ familyLabel, version }: ImageView): string => `${familyLabel} ${version}`.trim();
  /** What a size is for, in the provider's guide; "" where nobody says. */
  const typicalFor = ({ typicalFor: key }: InstanceTypeView): string =>
    // describedTypes (lib/resources/instance-type/words.ts) has the keys of these messages; their test says so.
    key ? create(`typicalFor.${key}` as "typicalFor.u1.medium") : "";
  const seriesName = (series: string): string => {
    const word = seriesWordOf(series);
    return word === "other" ? series : create(`size.seriesName.${word}`);
  };
  const traits = ({ dedicatedCpu, traits: all }: InstanceTypeView): string[] => [
    ...(dedicatedCpu ? [t("size.dedicated")] : []),
    ...all.map((trait) => t(`trait.${trait}`)),
  ];

  return {
    imageName,
    typicalFor,
    seriesName,
    traits,
    ofImage: (image: ImageView): string[] => [
      image.name,
      imageName(image),
      image.loginUser ?? "",
      image.profile,
      image.kind === "installer" ? t("image.installer") : "",
    ],
    ofType: (type: InstanceTypeView): string[] => [
      type.name,
      seriesName(type.series),
      create(`size.seriesFor.${seriesWordOf(type.series)}`),
      typicalFor(type),
      `${number(type.cpu)} vCPU ${bytes(type.memoryBytes)}`,
      ...traits(type),
    ],
    ofProfile: ({ name, label }: ProfileView): string[] => {
      const { badge, variant } = profileWords(name);
      return [name, label, badge ? t(`profile.badge.${badge}`) : "", variant ? t(`profile.variant.${variant}`) : ""];
    },
    ofStorageClass: ({ name }: StorageClassView): string[] => [
      name,
      storageClassWords(provider, name, locale)?.text ?? "",
    ],
    ofGpu: ({ name }: GpuView): string[] => [name, t("storage.gpus")],
  };
};

export type OfferWords = ReturnType<typeof useOfferWords>;
