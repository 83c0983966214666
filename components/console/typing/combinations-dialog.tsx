import { Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import {
  labelOf,
  longestCombinationName,
  mostCombinations,
  type RecordedCombination,
  type RecordedKey,
} from "#lib/console/recorded-keys.ts";
import { KeyRecorder } from "./key-recorder.tsx";
import type { OwnCombinations } from "./own-combinations.ts";

type CombinationsDialogProps = {
  open: boolean;
  onClose: () => void;
  own: readonly RecordedCombination[];
  store: OwnCombinations;
};

/** Combinations of one's own: recorded by pressing them, named, removed. They are sent from the menu. */
export const CombinationsDialog = ({ open, onClose, own, store }: CombinationsDialogProps) => {
  const t = useTranslations("typing.keys");
  const common = useTranslations("ui");
  const [keys, setKeys] = useState<readonly RecordedKey[]>([]);
  const [name, setName] = useState("");

  const isTaken = own.some((each) => each.name === name.trim());
  const isIncomplete = keys.length === 0 || name.trim() === "";
  const isFull = own.length >= mostCombinations && !isTaken;
  const handleSave = (): void => {
    if (!store.add({ name, keys: [...keys] })) return;
    setKeys([]);
    setName("");
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("title")}
      footer={
        <>
          <Button onClick={onClose}>{common("close")}</Button>
          <Button
            kind="primary"
            disabledReason={isFull ? t("full") : isIncomplete ? t("incomplete") : null}
            onClick={handleSave}
          >
            {t("save")}
          </Button>
        </>
      }
    >
      <p className="text-sm">{t("intro")}</p>
      {own.length === 0 ? (
        <p className="mt-3 text-ink-3 text-sm">{t("none")}</p>
      ) : (
        <ul className="mt-3 flex flex-col">
          {own.map((each) => (
            <li key={each.name} className="flex items-center gap-3 border-line border-b py-1 text-sm">
              <span className="min-w-0 flex-1 truncate text-ink">{each.name}</span>
              <span className="text-ink-3 text-xs">{labelOf(each.keys)}</span>
              <IconButton
                label={t("remove", { name: each.name })}
                icon={<Trash2 aria-hidden="true" className="size-4" />}
                onClick={() => store.remove(each.name)}
              />
            </li>
          ))}
        </ul>
      )}
      <div className="mt-4 flex flex-col gap-3">
        <KeyRecorder keys={keys} onKeys={setKeys} />
        <Field label={t("name")}>
          <TextInput
            value={name}
            maxLength={longestCombinationName}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
      </div>
    </Dialog>
  );
};
