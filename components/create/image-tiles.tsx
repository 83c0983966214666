"use client";
import { ChevronDown, Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { ImageView } from "#lib/resources/image/view.ts";
import { startOf } from "./draft-parts.ts";
import { withImage } from "./draft-start.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { imageFamilies, shownFamilies } from "./image-choice.ts";
import { ImageLogIn, ImageSupport } from "./image-facts.tsx";

/** Golden images by family, then version. */
export const ImageTiles = ({ path }: { path: string }) => {
  const t = useTranslations("create.startFrom");
  const words = useTranslations("installers");
  const { catalogue, quota, draft, change, errorAt } = useCreateForm();
  const [showsAll, setShowsAll] = useState(false);
  const families = imageFamilies(catalogue.images);
  const image = catalogue.images.find(({ name }) => name === startOf(draft).image);
  const family = families.find(({ label }) => label === image?.familyLabel);
  const choose = (chosen: ImageView | undefined) =>
    chosen && change((before) => withImage(before, chosen, catalogue, quota));
  if (families.length === 0)
    return <Notice tone="attention" title={t(catalogue.imagesFrom === "nowhere" ? "nowhere" : "empty")} />;
  const shown = showsAll ? families : shownFamilies(families, family);
  const hidden = families.filter((each) => !shown.includes(each));
  return (
    <>
      {catalogue.imagesFrom === "configured" && (
        <Notice tone="info" title={t("configured.title")} className="mb-3">
          {t("configured.body")}
        </Notice>
      )}
      <div data-field={path}>
        <RadioCards
          legend={t("families")}
          options={shown.map(({ label, family: id, images }) => {
            const versions = images.map(({ version, name }) => version.replace(/ LTS$/, "") || name).join(", ");
            const isInstaller = images.every(({ kind }) => kind === "installer");
            return {
              value: label,
              label,
              detail: isInstaller ? `${versions} · ${words("badge")}` : versions,
              icon: <OsIcon family={id} className="size-7" />,
            };
          })}
          value={family?.label ?? null}
          onChange={(label) => choose(families.find((each) => each.label === label)?.images[0])}
          className="grid-cols-2 @xl:grid-cols-3 @3xl:grid-cols-4"
        />
        {hidden.length > 0 && (
          <Button
            kind="ghost"
            size="small"
            icon={<ChevronDown aria-hidden="true" className="size-4" />}
            onClick={() => setShowsAll(true)}
            className="mt-1 -ml-2.5 max-w-full"
          >
            <span className="truncate">
              {t("moreFamilies", { count: hidden.length, names: hidden.map(({ label }) => label).join(", ") })}
            </span>
          </Button>
        )}
        <FieldError>{errorAt(path)}</FieldError>
      </div>
      {image && family && (
        <div className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2 text-sm">
          <Info aria-hidden="true" className="size-4 shrink-0 max-sm:hidden" />
          {family.images.length > 1 && (
            <>
              <span aria-hidden="true">{t("versionShort")}</span>
              <Segmented
                label={t("version", { family: family.label })}
                options={family.images.map(({ name, version }) => ({ value: name, label: version || name }))}
                value={image.name}
                onChange={(name) => choose(family.images.find((each) => each.name === name))}
                size="small"
                wrap
              />
            </>
          )}
          {image.kind === "installer" ? <span>{words("login")}</span> : <ImageLogIn image={image} />}
          <ImageSupport image={image} />
        </div>
      )}
      {image && !image.known && (
        <Notice tone="attention" title={t("unknown.title")} className="mt-3">
          {t("unknown.body")}
        </Notice>
      )}
    </>
  );
};
