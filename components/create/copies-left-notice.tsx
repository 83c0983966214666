"use client";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { copiesLeft } from "./copies-left.ts";
import { useCreateForm } from "./form-context.ts";

/** Names of machines that nobody had asked for when the page was closed. */
export const CopiesLeft = () => {
  const t = useTranslations("like.left");
  const { tenant } = useCreateForm();
  const names = useSyncExternalStore(copiesLeft.subscribe, () => copiesLeft.read(tenant), copiesLeft.readOnServer);
  if (names.length === 0) return null;
  return (
    <Notice
      tone="attention"
      title={t("title")}
      action={
        <Button size="small" onClick={() => copiesLeft.write(tenant, [])}>
          {t("dismiss")}
        </Button>
      }
    >
      {t("body", { names: names.join(", ") })}
    </Notice>
  );
};
