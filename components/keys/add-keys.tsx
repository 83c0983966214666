"use client";
import { FileKey, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, type DragEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { cx } from "#components/ui/cx.ts";
import { Field } from "#components/ui/field.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { keyTextLimit, type ReadKeys, readPublicKeys } from "./public-key.ts";

type Refused = Extract<ReadKeys, { ok: false }>;
type AddKeysProps = {
  known: readonly string[];
  /** Pasted or typed, not added yet: kept by whoever shows this. */
  text: string;
  onText: (text: string) => void;
  onAdd: (lines: readonly string[]) => void;
  /** Somebody went on without adding what is typed: what is wrong with it is said. */
  wasTried?: boolean;
};

/** Paste, file or drop to public keys. A private key is refused and wiped from the field at once; anything else typed stays. */
export const AddKeys = ({ known, text, onText, onAdd, wasTried = false }: AddKeysProps) => {
  const t = useTranslations("keys");
  const [refused, setRefused] = useState<Refused | null>(null);
  const [added, setAdded] = useState(0);
  const [over, setOver] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const add = (typed: string) => {
    const read = readPublicKeys(typed, known);
    setAdded(read.ok ? read.keys.length : 0);
    setRefused(read.ok ? null : read);
    onText(read.ok || read.refusal === "private" ? "" : typed);
    if (read.ok) onAdd(read.keys.map(({ line }) => line));
    else field.current?.focus();
  };
  const handleText = (typed: string) => {
    const read = readPublicKeys(typed, known);
    // A private key must not stay on the screen until somebody presses a button.
    if (!read.ok && read.refusal === "private") return add(typed);
    onText(typed);
    setRefused(null);
    setAdded(0);
  };
  const addFiles = async (files: readonly File[]) => {
    const texts = await Promise.all(files.map((file) => file.slice(0, keyTextLimit).text()));
    if (texts.length > 0) add(texts.join("\n"));
  };
  const handleFile = async ({ target }: ChangeEvent<HTMLInputElement>) => {
    await addFiles([...(target.files ?? [])]);
    target.value = "";
  };
  const handleDrop = (event: DragEvent) => {
    setOver(false);
    const files = [...event.dataTransfer.files];
    const dropped = event.dataTransfer.getData("text/plain");
    if (files.length === 0 && dropped === "") return;
    event.preventDefault();
    if (files.length > 0) void addFiles(files);
    else add(dropped);
  };

  const pending = wasTried && text.trim() !== "" ? readPublicKeys(text, known) : null;
  const said = refused ?? (pending && !pending.ok ? pending : null);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way beside the field and the button.
    <div
      data-field="keyText"
      className={cx("p-4", over && "bg-accent-soft")}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={handleDrop}
    >
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
          <input type="file" multiple accept=".pub,text/plain" onChange={handleFile} className="sr-only" />
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
