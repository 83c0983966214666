"use client";
import { useTranslations } from "next-intl";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { Mono } from "#components/ui/text.tsx";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";

/** Networks of the tenant beside the usual one; each is one more interface of the machine. */
export const NetworksFold = () => {
  const t = useTranslations("create.network.more");
  const { catalogue, input, change, errorAt } = useCreateForm();
  const offered = [...new Set([...catalogue.networks.map(({ name }) => name), ...input.networks])];
  const error = errorAt("networks");
  const handleUse = (name: string, isUsed: boolean) =>
    change((before) => {
      const others = before.input.networks.filter((each) => each !== name);
      return { ...before, input: { ...before.input, networks: isUsed ? [...others, name] : others } };
    });
  if (offered.length === 0 && !catalogue.missing.includes("networks")) return null;
  return (
    <Fold
      title={t("title")}
      note={input.networks.length > 0 ? input.networks.join(", ") : t("none")}
      startsOpen={input.networks.length > 0}
      hasError={error !== null}
      className="mt-3"
    >
      <fieldset data-field="networks" className="max-w-xl rounded-card border border-line bg-surface p-2">
        <legend className="sr-only">{t("title")}</legend>
        {offered.length === 0 && <p className="px-2 py-1 text-ink-2 text-sm">{t("unread")}</p>}
        {offered.map((name) => (
          <CheckLine
            key={name}
            checked={input.networks.includes(name)}
            onChange={({ target }) => handleUse(name, target.checked)}
          >
            <Mono className="wrap-anywhere">{name}</Mono>
          </CheckLine>
        ))}
      </fieldset>
      <FieldError>{error}</FieldError>
      <p className="mt-2 max-w-[76ch] text-ink-2 text-sm">{t("says")}</p>
    </Fold>
  );
};
