"use client";
import { FileUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ChangeEvent, type DragEvent, type FormEvent, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { Field } from "#components/ui/field.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { Textarea } from "#components/ui/textarea.tsx";
import { client, problemFrom } from "#lib/api/client.ts";
import type { Problem } from "#lib/api/problem.ts";
import { type CredentialRule, credentialOf, credentialRules, longestKubeconfig } from "#lib/sign-in.ts";

type Trouble = { rule: CredentialRule } | { notice: "unavailable" | "tooMany" | "other" };

const troubleOf = ({ code, fields }: Problem): Trouble => {
  const rule = credentialRules.find((known) => known === fields?.[0]?.rule);
  if (rule) return { rule };
  if (code === "too-many-requests") return { notice: "tooMany" };
  return { notice: code === "unavailable" || code === "timeout" ? "unavailable" : "other" };
};

/** Signing in with what somebody holds already. What was pasted stays while it is refused, and is forgotten once it worked. */
export const TokenForm = ({ returnTo, isOnly }: { returnTo: string | undefined; isOnly: boolean }) => {
  const t = useTranslations("sign-in");
  const field = useRef<HTMLTextAreaElement>(null);
  const [isBusy, setBusy] = useState(false);
  const [isShown, setShown] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const fill = (text: string) => {
    if (field.current) field.current.value = text;
    setTrouble(null);
    field.current?.focus();
  };
  const take = (file: File | undefined) => {
    if (!file) return;
    if (file.size > longestKubeconfig) setTrouble({ rule: "too-long" });
    else void file.text().then(fill, () => setTrouble({ rule: "unreadable" }));
  };
  const handleFile = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    take(currentTarget.files?.[0]);
    currentTarget.value = "";
  };
  const handleDrop = (event: DragEvent) => {
    if (event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  };
  const handleSubmit = async (event: FormEvent) => {
    event.preventDefault();
    if (isBusy || !field.current) return;
    setBusy(true);
    setTrouble(null);
    try {
      const { location } = await client.signInByToken({
        ...credentialOf(field.current.value),
        ...(returnTo && { returnTo }),
      });
      field.current.value = "";
      window.location.assign(location);
    } catch (error) {
      setTrouble(troubleOf(problemFrom(error)));
      setBusy(false);
      field.current.focus();
    }
  };

  return (
    <form onSubmit={handleSubmit} onDragOver={(event) => event.preventDefault()} onDrop={handleDrop} noValidate>
      <Field
        label={t("token.label")}
        hint={t("token.hint")}
        error={trouble && "rule" in trouble ? t(`rules.${trouble.rule}`) : null}
      >
        <Textarea
          ref={field}
          name="credential"
          mono
          rows={5}
          autoCapitalize="none"
          autoCorrect="off"
          className={cx("resize-y break-all", !isShown && "[-webkit-text-security:disc]")}
          onChange={() => setTrouble(null)}
        />
      </Field>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-2">
        <label className="flex items-center gap-2 text-ink-2 text-sm">
          <input
            type="checkbox"
            checked={isShown}
            onChange={({ currentTarget }) => setShown(currentTarget.checked)}
            className="size-4 accent-accent"
          />
          {t("token.show")}
        </label>
        <label className="inline-flex h-7 max-md:h-10 cursor-pointer items-center gap-2 rounded-control px-2.5 font-medium text-ink-2 text-sm focus-within:outline-2 focus-within:outline-accent hover:bg-raised hover:text-ink">
          <FileUp aria-hidden="true" className="size-4" />
          {t("token.file")}
          <input type="file" className="sr-only" onChange={handleFile} />
        </label>
      </div>
      {trouble && "notice" in trouble && (
        <Notice tone="failed" title={t("token.failed")} announce className="mt-3">
          {t(`token.${trouble.notice}`)}
        </Notice>
      )}
      <Button type="submit" kind={isOnly ? "primary" : "secondary"} busy={isBusy} className="mt-4 h-10! w-full">
        {t(isBusy ? "token.checking" : "token.submit")}
      </Button>
    </form>
  );
};
