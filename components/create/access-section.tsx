"use client";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { AddKeys } from "#components/keys/add-keys.tsx";
import type { KeyLibrary } from "#components/keys/key-library.ts";
import { AccessKey } from "./access-key.tsx";
import { CloudInitFold } from "./cloud-init-fold.tsx";
import { systemOf } from "./draft-start.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { Section } from "./section.tsx";

type AccessSectionProps = { library: KeyLibrary; keys: readonly string[] };

/** Who can log in: the keys of this browser's library, each for this machine or not, and the place to add one. */
export const AccessSection = ({ library, keys }: AccessSectionProps) => {
  const t = useTranslations("create.access");
  const { catalogue, draft, input, change, wasTried, errorAt } = useCreateForm();
  const { from, image: name } = systemOf(draft);
  const hasNoLogin = from === "image" && catalogue.images.find((image) => image.name === name)?.family === "talos";
  const shown = [...keys, ...draft.keysBeside];
  const handleUse = (line: string, isUsed: boolean) =>
    change((before) => ({
      ...before,
      keysLeftOut: isUsed ? before.keysLeftOut.filter((key) => key !== line) : [...before.keysLeftOut, line],
    }));
  // A key that came by YAML is this machine's alone: left out, it is nowhere.
  const handleDrop = (line: string) =>
    change((before) => ({ ...before, keysBeside: before.keysBeside.filter((key) => key !== line) }));
  return (
    <Section topic="access" title={t("title")} hint={t("hint")}>
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
                isUsed
                onUse={() => handleDrop(line)}
                onForget={() => handleDrop(line)}
              />
            ))}
          </ul>
        ) : (
          <p className="flex items-start gap-2 border-line border-b px-4 py-3 text-ink-2 text-sm">
            <KeyRound aria-hidden="true" className="mt-px size-4 shrink-0" />
            {t(hasNoLogin ? "noneNeeded" : "none")}
          </p>
        )}
        <AddKeys
          known={shown}
          text={draft.keyText}
          onText={(keyText) => change((before) => ({ ...before, keyText }))}
          onAdd={library.add}
          wasTried={wasTried}
        />
      </div>
      <FieldError>{errorAt("sshKeys")}</FieldError>
      {catalogue.dialect.cloudInit && <CloudInitFold />}
    </Section>
  );
};
