"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useId, useState } from "react";
import { publicKeyOf } from "#components/keys/public-key.ts";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Mono } from "#components/ui/text.tsx";
import { sshKeyFingerprint } from "#lib/create/ssh-key.ts";

type AccessKeyProps = { line: string; isUsed: boolean; onUse: (isUsed: boolean) => void; onForget: () => void };

/** One key as `ssh-keygen -l` would name it, for this machine or not. */
export const AccessKey = ({ line, isUsed, onUse, onForget }: AccessKeyProps) => {
  const t = useTranslations("keys");
  const { type, bits, comment } = publicKeyOf(line);
  const id = useId();
  const fingerprint = useFingerprint(line);
  const named = comment || t("noComment");
  return (
    <li className="flex items-center gap-3 py-2 pr-2 pl-4">
      <label htmlFor={id} className="flex min-w-0 flex-1 items-center gap-3">
        <Checkbox id={id} checked={isUsed} onChange={(event) => onUse(event.target.checked)} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{named}</span>
          <span className="block wrap-anywhere text-ink-2 text-xs">
            {bits === null ? type : t("typeBits", { type, bits })} <Mono>{fingerprint}</Mono>
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

/** Where the browser digests nothing (pages that are not secure), the end of the key's body tells keys apart as well. */
const useFingerprint = (line: string): string => {
  const [fingerprint, setFingerprint] = useState("");
  useEffect(() => {
    let wanted = true;
    sshKeyFingerprint(line).then(
      (text) => wanted && setFingerprint(text),
      () => wanted && setFingerprint(`…${line.split(" ")[1]?.replace(/=+$/, "").slice(-12) ?? ""}`),
    );
    return () => {
      wanted = false;
    };
  }, [line]);
  return fingerprint;
};
