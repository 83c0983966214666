"use client";
import { Disc3, KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { AddKeys } from "#components/keys/add-keys.tsx";
import type { KeyLibrary } from "#components/keys/key-library.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { AccessKey } from "./access-key.tsx";
import { CloudInitFold } from "./cloud-init-fold.tsx";
import { accessWithheld, installs, keysWithheld } from "./draft-installer.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { Section } from "./section.tsx";

type AccessSectionProps = { library: KeyLibrary; keys: readonly string[] };

/** Who can log in: the keys of this browser's library, each for this machine or not, and the place to add one. */
export const AccessSection = ({ library, keys }: AccessSectionProps) => {
  const t = useTranslations("create.access");
  const { catalogue, draft, input, change, wasTried, errorAt } = useCreateForm();
  const shown = [...keys, ...draft.keysBeside];
  const handleUse = (line: string, isUsed: boolean) =>
    change((before) => {
      const leftOut = keysWithheld(before) ? keys : before.keysLeftOut;
      const keysLeftOut = isUsed ? leftOut.filter((key) => key !== line) : [...leftOut, line];
      return { ...before, keysHeldBack: false, keysLeftOut };
    });
  // Who adds a key means this one: those that were held back stay behind.
  const handleAdd: KeyLibrary["add"] = (added) => {
    change((before) => (before.keysHeldBack ? { ...before, keysHeldBack: false, keysLeftOut: keys } : before));
    return library.add(added);
  };
  // A key that came by YAML is this machine's alone: left out, it is nowhere.
  const handleDrop = (line: string) =>
    change((before) => ({ ...before, keysBeside: before.keysBeside.filter((key) => key !== line) }));
  const withheld = accessWithheld(draft);
  if (withheld !== null)
    return (
      <Section topic="access" title={t("title")}>
        <AccessWithheld why={withheld} />
        <FieldError>{errorAt("sshKeys")}</FieldError>
        {withheld === "talos" && catalogue.dialect.cloudInit && <CloudInitFold isTalos />}
      </Section>
    );
  return (
    <Section topic="access" title={t("title")} hint={t("hint")}>
      {draft.accessAnyway === "installer" && installs(draft) && <SendAnyway />}
      <div data-field="sshKeys" className="rounded-card border border-line bg-surface">
        {shown.length > 0 ? (
          <ul aria-label={t("keys")} className="divide-y divide-line border-line border-b">
            {keys.map((line) => (
              <AccessKey
                key={line}
                line={line}
                isUsed={input.sshKeys.includes(line)}
                onUse={(isUsed) => handleUse(line, isUsed)}
                onForget={() => library.forget(line)}
              />
            ))}
            {draft.keysBeside.map((line) => (
              <AccessKey
                key={line}
                line={line}
                isUsed={input.sshKeys.includes(line)}
                onUse={(isUsed) => (isUsed ? handleUse(line, true) : handleDrop(line))}
                onForget={() => handleDrop(line)}
              />
            ))}
          </ul>
        ) : (
          <p className="flex items-start gap-2 border-line border-b px-4 py-3 text-ink-2 text-sm">
            <KeyRound aria-hidden="true" className="mt-px size-4 shrink-0" />
            {t("none")}
          </p>
        )}
        <AddKeys
          known={shown}
          text={draft.keyText}
          onText={(keyText) => change((before) => ({ ...before, keyText }))}
          onAdd={handleAdd}
          wasTried={wasTried}
        />
      </div>
      <FieldError>{errorAt("sshKeys")}</FieldError>
      {catalogue.dialect.cloudInit && <CloudInitFold />}
    </Section>
  );
};

/** Why keys are not asked for. */
const AccessWithheld = ({ why }: { why: "installer" | "talos" }) => {
  const t = useTranslations("installers.access");
  const Icon = why === "installer" ? Disc3 : KeyRound;
  return (
    <>
      <p className="flex max-w-[76ch] items-start gap-2 text-ink-2 text-sm">
        <Icon aria-hidden="true" className="mt-px size-4 shrink-0" />
        {t(why)}
      </p>
      {why === "installer" && <SendAnyway />}
    </>
  );
};

/** Some installers read user data: whoever has one says so. */
const SendAnyway = () => {
  const t = useTranslations("installers.access");
  const id = useId();
  const { draft, change } = useCreateForm();
  return (
    <label htmlFor={id} className="my-3 flex items-start gap-2.5">
      <Checkbox
        id={id}
        checked={draft.accessAnyway === "installer"}
        onChange={({ target }) =>
          change((before) => ({ ...before, accessAnyway: target.checked ? "installer" : null, keysHeldBack: false }))
        }
        className="mt-0.5"
      />
      <span>
        <span className="block font-medium text-sm">{t("anyway")}</span>
        <span className="block text-ink-3 text-xs">{t("anywayHint")}</span>
      </span>
    </label>
  );
};
