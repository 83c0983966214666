"use client";
import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import { copiesLimit, copyNames, isSeveral, roomFor } from "#lib/create/copies.ts";
import { withCopies } from "./draft-copies.ts";
import { useCreateForm } from "./form-context.ts";
import { useQuotaWord } from "./use-quota-word.ts";

/** How many of it are made, what they will be called, and how many the quota has room for. */
export const CopiesField = () => {
  const t = useTranslations("like.field");
  const what = useQuotaWord();
  const { draft, input, catalogue, quota, change, errorAt } = useCreateForm();
  const { copies, copiesText } = draft;
  const names = copyNames(input.name, copies);
  const taken = names.filter((name) => catalogue.takenVmNames.includes(name));
  const room = roomFor(input, catalogue, quota);
  const isTooMany = room !== null && copies > room.most;
  return (
    <div data-field="copies" className="mt-4 max-w-md">
      <Field label={t("label")} hint={t("hint", { max: copiesLimit })} error={errorAt("copies")}>
        <div className="w-24">
          <TextInput
            type="number"
            inputMode="numeric"
            min={1}
            max={copiesLimit}
            step={1}
            value={copiesText}
            onChange={({ target }) => change((before) => withCopies(before, target.value, catalogue))}
          />
        </div>
      </Field>
      {isSeveral(copies) && input.name !== "" && (
        <p className="mt-1 break-words text-ink-2 text-sm">{t("names", { names: names.join(", ") })}</p>
      )}
      {isSeveral(copies) && taken.length > 0 && (
        <p className="mt-1 break-words text-failed text-sm">{t("taken", { names: taken.join(", ") })}</p>
      )}
      {room && (isSeveral(copies) || isTooMany) && (
        <p role="status" className={isTooMany ? "mt-1 text-failed text-sm" : "mt-1 text-ink-2 text-sm"}>
          {t("room", { most: room.most, what: what(room.key) })}
        </p>
      )}
    </div>
  );
};
