"use client";
import { FileKey, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { useCreateForm } from "./form-context.ts";
import { keyTextLimit, type ReadKeys, readPublicKeys } from "./public-key.ts";

type Refused = Extract<ReadKeys, { ok: false }>;
type AddKeysProps = { known: readonly string[]; onAdd: (lines: readonly string[]) => void };

/** Paste or file to public keys. A private key is refused and wiped from the field at once; anything else typed stays. */
export const AddKeys = ({ known, onAdd }: AddKeysProps) => {
  const t = useTranslations("create.access");
  const { draft, change, wasTried } = useCreateForm();
  const [refused, setRefused] = useState<Refused | null>(null);
  const [added, setAdded] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const text = draft.keyText;
  const setText = (keyText: string) => change((before) => ({ ...before, keyText }));

  const add = (typed: string) => {
    const read = readPublicKeys(typed, known);
    setAdded(read.ok ? read.keys.length : 0);
    setRefused(read.ok ? null : read);
    setText(read.ok || read.refusal === "private" ? "" : typed);
    if (read.ok) onAdd(read.keys.map(({ line }) => line));
    else field.current?.focus();
  };
  const handleText = (typed: string) => {
    const read = readPublicKeys(typed, known);
    // A private key must not stay on the screen until somebody presses a button.
    if (!read.ok && read.refusal === "private") return add(typed);
    setText(typed);
    setRefused(null);
    setAdded(0);
  };
  const handleFile = async (event: ChangeEvent<HTMLInputElement>) => {
    const { target } = event;
    const file = target.files?.[0];
    if (file) add(await file.slice(0, keyTextLimit).text());
    target.value = "";
  };

  const pending = wasTried && text.trim() !== "" ? readPublicKeys(text, known) : null;
  const said = refused ?? (pending && !pending.ok ? pending : null);
  return (
    <div data-field="keyText" className="p-4">
      <Field label={t("paste")} hint={t("pasteHint")} error={said && refusalText(said)}>
        <Textarea
          ref={field}
          mono
          rows={2}
          value={text}
          placeholder={t("placeholder")}
          onChange={(event) => handleText(event.target.value)}
        />
      </Field>
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button size="small" icon={<Plus aria-hidden="true" className="size-4" />} onClick={() => add(text)}>
          {t("add")}
        </Button>
        <label
          className={`${buttonClass("ghost", "small")} has-focus-visible:outline-2 has-focus-visible:outline-accent`}
        >
          <FileKey aria-hidden="true" className="size-4" />
          {t("file")}
          <input type="file" accept=".pub,text/plain" onChange={handleFile} className="sr-only" />
        </label>
        <span role="status" className="text-ink-2 text-sm">
          {added > 0 && t("added", { count: added })}
        </span>
      </div>
    </div>
  );

  function refusalText({ refusal, line, bits = 0 }: Refused): string {
    const reason = refusal === "weak" ? t("refused.weak", { bits }) : t(`refused.${refusal}`);
    return line !== null && line > 1 ? `${t("line", { line })}: ${reason}` : reason;
  }
};
