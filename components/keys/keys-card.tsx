"use client";
import { KeyRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { AddKeys } from "./add-keys.tsx";
import { createBrowserKeyLibrary } from "./key-library.ts";
import { KeyRow } from "./key-row.tsx";
import { publicKeyOf } from "./public-key.ts";

/** The public keys of this browser: add, rename, delete. */
export const KeysCard = () => {
  const t = useTranslations("keys");
  const [library] = useState(createBrowserKeyLibrary);
  const keys = useSyncExternalStore(library.subscribe, library.getSnapshot, library.getServerSnapshot);
  const [text, setText] = useState("");
  const [deleted, setDeleted] = useState<string | null>(null);
  const nameOf = (line: string) => publicKeyOf(line).comment || t("noComment");
  return (
    <Card title={t("title")} flush>
      <p className="px-4 pt-3 text-ink-2 text-sm">{t("where")}</p>
      {keys.length > 0 ? (
        <ul aria-label={t("list")} className="mt-3 divide-y divide-line border-line border-y">
          {keys.map((line) => (
            <KeyRow
              key={line}
              line={line}
              onRename={(comment) => library.rename(line, comment)}
              onDelete={() => {
                library.forget(line);
                setDeleted(line);
              }}
            />
          ))}
        </ul>
      ) : (
        <p className="mt-3 flex items-center gap-2 border-line border-y px-4 py-3 text-ink-2 text-sm">
          <KeyRound aria-hidden="true" className="size-4 shrink-0" />
          {t("none")}
        </p>
      )}
      <div role="status" className="empty:hidden">
        {deleted && !keys.includes(deleted) && (
          <div className="flex flex-wrap items-center gap-3 border-line border-b bg-raised px-4 py-2 text-sm">
            <p className="min-w-0 flex-1">{t("deleted", { comment: nameOf(deleted) })}</p>
            <Button size="small" onClick={() => library.add([deleted])}>
              {t("undo")}
            </Button>
          </div>
        )}
      </div>
      <AddKeys known={keys} text={text} onText={setText} onAdd={library.add} />
    </Card>
  );
};
