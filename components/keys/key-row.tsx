import { Pencil, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Mono } from "#components/ui/text.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { sshKeyFingerprint } from "#lib/create/ssh-key.ts";
import { commentLimit, publicKeyOf } from "./public-key.ts";

type KeyRowProps = { line: string; onRename: (comment: string) => void; onDelete: () => void };

/** One key as `ssh-keygen -l` would show it. */
export const KeyRow = ({ line, onRename, onDelete }: KeyRowProps) => {
  const t = useTranslations("keys");
  const [renaming, setRenaming] = useState(false);
  const { type, bits, comment } = publicKeyOf(line);
  const named = comment || t("noComment");
  const handleSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setRenaming(false);
    onRename(String(new FormData(event.currentTarget).get("comment") ?? ""));
  };
  return (
    <li className="px-4 py-2.5">
      {renaming ? (
        <form onSubmit={handleSubmit} className="flex flex-wrap items-center gap-2">
          <TextInput
            name="comment"
            autoFocus
            aria-label={t("newName")}
            defaultValue={comment}
            maxLength={commentLimit}
            onKeyDown={({ key }) => key === "Escape" && setRenaming(false)}
            className="min-w-40 flex-1"
          />
          <Button size="small" type="submit" kind="primary">
            {t("save")}
          </Button>
          <Button size="small" onClick={() => setRenaming(false)}>
            {t("cancel")}
          </Button>
        </form>
      ) : (
        <div className="flex items-center gap-1 max-md:gap-3">
          <p className="min-w-0 flex-1 truncate font-medium">{named}</p>
          <CopyButton text={line} what={t("copyKey", { comment: named })} />
          <IconButton
            label={t("rename", { comment: named })}
            icon={<Pencil aria-hidden="true" className="size-3.5" />}
            onClick={() => setRenaming(true)}
          />
          <IconButton
            label={t("delete", { comment: named })}
            icon={<Trash2 aria-hidden="true" className="size-3.5" />}
            onClick={onDelete}
          />
        </div>
      )}
      <p className="text-ink-2 text-xs">{bits === null ? type : t("typeBits", { type, bits })}</p>
      <Fingerprint line={line} />
    </li>
  );
};

const Fingerprint = ({ line }: { line: string }) => {
  const t = useTranslations("keys");
  const [fingerprint, setFingerprint] = useState("");
  useEffect(() => {
    let wanted = true;
    sshKeyFingerprint(line).then(
      (text) => wanted && setFingerprint(text),
      // Browsers digest on secure pages only; the key is as good without it.
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, [line]);
  return (
    <p className="break-all text-ink-2 text-xs">
      <span className="sr-only">{t("fingerprint")}: </span>
      <Mono>{fingerprint}</Mono>
    </p>
  );
};
