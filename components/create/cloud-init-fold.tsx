"use client";
import { useTranslations } from "next-intl";
import { UserDataField } from "#components/cloud-init/user-data-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Fold } from "#components/ui/fold.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { fetchesMore } from "#lib/cloud-init/user-data.ts";
import { useCreateForm } from "./form-context.ts";

const firstLine = "#cloud-config";

/** User data, or the machine configuration of Talos, sent byte for byte. What its first line must be is said, and put there at a click. */
export const CloudInitFold = ({ isTalos = false }: { isTalos?: boolean }) => {
  const t = useTranslations("create.access.cloudInit");
  const words = useTranslations("installers.access");
  const { bytes } = useAmounts();
  const { draft, input, change, errorAt } = useCreateForm();
  const text = input.cloudInit;
  const error = errorAt("cloudInit");
  const size = new TextEncoder().encode(text).length;
  const write = (cloudInit: string) => change((before) => ({ ...before, input: { ...before.input, cloudInit } }));
  // Only what looks like cloud-config without its first line can be mended so.
  const lacksFirstLine =
    !isTalos && text !== "" && error !== null && /^\s*[a-z_]+:/m.test(text) && !text.startsWith("#");
  return (
    <Fold
      title={isTalos ? words("configuration") : "cloud-init"}
      note={text === "" ? t("none") : bytes(size)}
      startsOpen={draft.input.cloudInit !== ""}
      hasError={error !== null}
      isLate={text === ""}
      className="mt-3"
    >
      <div data-field="cloudInit">
        <UserDataField
          label={isTalos ? words("configuration") : t("label")}
          {...(!isTalos && { hint: t("hint") })}
          text={text}
          onText={write}
          error={error}
        />
        {lacksFirstLine && (
          <Button size="small" onClick={() => write(`${firstLine}\n${text}`)} className="mt-2">
            {t("addFirstLine", { line: firstLine })}
          </Button>
        )}
        {fetchesMore(text) && (
          <p role="status" className="mt-2 max-w-[76ch] text-attention text-sm">
            {t("fetches")}
          </p>
        )}
        <p className="mt-2 max-w-[76ch] text-ink-2 text-sm">{t("firstBoot")}</p>
        <p className="mt-1 max-w-[76ch] text-attention text-sm">{t("inClear")}</p>
      </div>
    </Fold>
  );
};
