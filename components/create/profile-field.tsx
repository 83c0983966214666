"use client";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { Select } from "#components/ui/select.tsx";
import { withProfile } from "./draft-start.ts";
import { useCreateForm } from "./form-context.ts";

/** Which devices the guest gets. Known for a known image; otherwise the person is asked, as nobody can guess it. */
export const ProfileField = ({ isKnown }: { isKnown: boolean }) => {
  const t = useTranslations("create.startFrom.profile");
  const { catalogue, quota, draft, input, change, errorAt } = useCreateForm();
  const words = useTranslations("installers");
  const error = errorAt("profile");
  const field = (
    <div data-field="profile" className="max-w-md">
      <Field label={t("label")} hint={t("hint")} error={error}>
        <Select
          value={draft.hasProfile ? `=${input.profile}` : ""}
          onChange={(event) => change((before) => withProfile(before, event.target.value.slice(1), catalogue, quota))}
        >
          {!draft.hasProfile && <option value="">{t("choose")}</option>}
          <option value="=">{t("none")}</option>
          {catalogue.profiles.map(({ name, label }) => (
            <option key={name} value={`=${name}`}>
              {label.includes(name) ? label : `${label} (${name})`}
            </option>
          ))}
        </Select>
      </Field>
      {draft.guessedFrom !== null && (
        <p role="status" className="wrap-anywhere mt-1.5 text-sm text-working">
          {words("guess", { file: draft.guessedFrom })}
        </p>
      )}
    </div>
  );
  if (!isKnown) return <div className="mt-3">{field}</div>;
  const label = catalogue.profiles.find(({ name }) => name === input.profile)?.label;
  return (
    <Fold title={t("label")} note={label ?? (input.profile || t("none"))} hasError={error !== null} className="mt-2">
      {field}
    </Fold>
  );
};
