"use client";
import { Info } from "lucide-react";
import { useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { OsIcon } from "#components/ui/os-icon.tsx";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import { Mono } from "#components/ui/text.tsx";
import { imageNameOf } from "#lib/create/disks.ts";
import type { ImageView } from "#lib/resources/image/view.ts";
import { withImage } from "./draft.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { imageFamilies } from "./image-choice.ts";
import { Section } from "./section.tsx";

/** Golden images by family, then version. */
export const StartFrom = () => {
  const t = useTranslations("create.startFrom");
  const { catalogue, quota, input, change, errorAt } = useCreateForm();
  const families = imageFamilies(catalogue.images);
  const image = catalogue.images.find(({ name }) => name === imageNameOf(input));
  const family = families.find(({ label }) => label === image?.familyLabel);
  const choose = (chosen: ImageView | undefined) =>
    chosen && change((draft) => withImage(draft, chosen, catalogue, quota));
  if (families.length === 0)
    return (
      <Section title={t("title")}>
        <Notice tone="attention" title={t(catalogue.imagesFrom === "nowhere" ? "nowhere" : "empty")} />
      </Section>
    );
  return (
    <Section title={t("title")} hint={t("hint")}>
      {catalogue.imagesFrom === "configured" && (
        <Notice tone="info" title={t("configured.title")} className="mb-3">
          {t("configured.body")}
        </Notice>
      )}
      <div data-field="disks.0.source">
        <RadioCards
          legend={t("families")}
          options={families.map(({ label, family: id, images }) => ({
            value: label,
            label,
            detail: images.map(({ version, name }) => version.replace(/ LTS$/, "") || name).join(", "),
            icon: <OsIcon family={id} className="size-7" />,
          }))}
          value={family?.label ?? null}
          onChange={(label) => choose(families.find((each) => each.label === label)?.images[0])}
          className="grid-cols-2 @xl:grid-cols-3 @3xl:grid-cols-4"
        />
        <FieldError>{errorAt("disks.0.source") ?? errorAt("profile")}</FieldError>
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
              />
            </>
          )}
          <LogIn image={image} />
          {image.profile === "" && <span>{t("noProfile")}</span>}
        </div>
      )}
    </Section>
  );
};

const LogIn = ({ image }: { image: ImageView }) => {
  const t = useTranslations("create.startFrom");
  if (image.loginUser)
    return (
      <span>
        {t.rich("login", { user: image.loginUser, code: (text) => <Mono className="text-ink">{text}</Mono> })}
      </span>
    );
  return image.family === "talos" ? <span>{t("noLogin")}</span> : null;
};
