import { useTranslations } from "next-intl";
import { PlainCell, PlainRow, PlainTable } from "#components/table/plain-table.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { ImageView, ProfileView } from "#lib/resources/image/view.ts";
import { type ProfileBadge, profileWords } from "#lib/resources/profile/words.ts";
import type { OfferWords } from "./use-offer-words.ts";

type ProfileTableProps = {
  profiles: readonly ProfileView[];
  /** Null where images could not be read: then nothing is said of which there are. */
  images: readonly ImageView[] | null;
  words: OfferWords;
};

const tones: Record<ProfileBadge, "accent" | "attention" | "plain"> = {
  recommended: "accent",
  endOfLife: "attention",
  beta: "plain",
};

/** OS profiles: what each asks of a machine's size, and from which golden images one gets it. */
export const ProfileTable = ({ profiles, images, words }: ProfileTableProps) => {
  const t = useTranslations("images");
  return (
    <PlainTable
      caption={t("kind.profiles")}
      columns={[
        { label: t("column.profile") },
        { label: t("column.needs"), wide: true },
        ...(images ? [{ label: t("column.images"), wide: true }] : []),
      ]}
    >
      {profiles.map((profile) => (
        <ProfileRow key={profile.name} profile={profile} images={images} words={words} />
      ))}
    </PlainTable>
  );
};

type ProfileRowProps = Omit<ProfileTableProps, "profiles"> & { profile: ProfileView };

const ProfileRow = ({ profile, images, words }: ProfileRowProps) => {
  const t = useTranslations("images");
  const { bytes } = useAmounts();
  const { family, badge, variant } = profileWords(profile.name);
  const { minimumCpu, minimumMemoryBytes } = profile;
  const needs =
    minimumCpu > 0 || minimumMemoryBytes > 0
      ? t("profile.needs", { cpu: minimumCpu, memory: bytes(minimumMemoryBytes) })
      : t("profile.needsNothing");
  const own = images?.filter((image) => image.profile === profile.name).map(words.imageName) ?? [];
  const from = own.length > 0 ? own.join(", ") : t("profile.bring");
  return (
    <PlainRow>
      <PlainCell>
        <div className="flex items-start gap-3">
          <OsIcon family={family} className="mt-0.5 size-6" />
          <div className="min-w-0">
            <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
              <span className="font-medium text-ink">{profile.label.replace(` (${profile.name})`, "")}</span>
              {badge && <Badge tone={tones[badge]}>{t(`profile.badge.${badge}`)}</Badge>}
            </p>
            <p className="text-ink-3 text-xs">
              <Mono className="break-all">{profile.name}</Mono>
            </p>
            {variant && <p className="text-ink-2 text-xs">{t(`profile.variant.${variant}`)}</p>}
            <p className="mt-1 text-ink-2 text-xs lg:hidden">
              {t("column.needs")}: <span className="text-ink">{needs}</span>
            </p>
            {images && <p className="text-ink-2 text-xs lg:hidden">{from}</p>}
          </div>
        </div>
      </PlainCell>
      <PlainCell wide className="whitespace-nowrap">
        {needs}
      </PlainCell>
      {images && (
        <PlainCell wide className={own.length > 0 ? undefined : "text-ink-2"}>
          {from}
        </PlainCell>
      )}
    </PlainRow>
  );
};
