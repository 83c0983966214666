"use client";
import { KeyRound, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { AddKeys } from "#components/keys/add-keys.tsx";
import type { KeyLibrary } from "#components/keys/key-library.ts";
import { publicKeyOf } from "#components/keys/public-key.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Mono } from "#components/ui/text.tsx";
import { imageNameOf } from "#lib/create/disks.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";
import { Section } from "./section.tsx";

type AccessSectionProps = { library: KeyLibrary; keys: readonly string[] };

/** Who can log in: the keys of this browser's library, each for this machine or not, and the place to add one. */
export const AccessSection = ({ library, keys }: AccessSectionProps) => {
  const t = useTranslations("create.access");
  const { catalogue, draft, input, change, wasTried, errorAt } = useCreateForm();
  const image = catalogue.images.find(({ name }) => name === imageNameOf(input));
  const hasNoLogin = image?.family === "talos";
  const handleUse = (line: string, isUsed: boolean) =>
    change((draft) => ({
      ...draft,
      keysLeftOut: isUsed ? draft.keysLeftOut.filter((key) => key !== line) : [...draft.keysLeftOut, line],
    }));
  return (
    <Section title={t("title")} hint={t("hint")}>
      <div data-field="sshKeys" className="rounded-card border border-line bg-surface">
        {keys.length > 0 ? (
          <ul aria-label={t("keys")} className="divide-y divide-line border-line border-b">
            {keys.map((line) => (
              <KeyRow
                key={line}
                line={line}
                isUsed={input.sshKeys.includes(line)}
                onUse={(isUsed) => handleUse(line, isUsed)}
                onForget={() => library.forget(line)}
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
          known={keys}
          text={draft.keyText}
          onText={(keyText) => change((before) => ({ ...before, keyText }))}
          onAdd={library.add}
          wasTried={wasTried}
        />
      </div>
      <FieldError>{errorAt("sshKeys")}</FieldError>
    </Section>
  );
};

type KeyRowProps = { line: string; isUsed: boolean; onUse: (isUsed: boolean) => void; onForget: () => void };

const KeyRow = ({ line, isUsed, onUse, onForget }: KeyRowProps) => {
  const t = useTranslations("keys");
  const { type, comment } = publicKeyOf(line);
  const named = comment || t("noComment");
  return (
    <li className="flex items-center gap-3 py-2 pr-2 pl-4">
      <label className="flex min-w-0 flex-1 items-center gap-3">
        <input
          type="checkbox"
          checked={isUsed}
          onChange={(event) => onUse(event.target.checked)}
          className="size-4 shrink-0 accent-accent"
        />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{named}</span>
          <span className="block truncate text-ink-2 text-xs">
            <Mono>
              {type} …{tailOf(line)}
            </Mono>
          </span>
        </span>
      </label>
      <IconButton
        label={t("forget", { comment: named })}
        icon={<X aria-hidden="true" className="size-4" />}
        onClick={onForget}
      />
    </li>
  );
};

/** The end of the key's body tells keys apart; the beginning is the same for every key of a type. */
const tailOf = (line: string): string => line.split(" ")[1]?.replace(/=+$/, "").slice(-12) ?? "";
