"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { laterWorded } from "#components/ui/later-worded.tsx";
import { Mono } from "#components/ui/text.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { editWords } from "#components/vms/list-words.ts";
import { useFramedVm } from "../vm-frame.tsx";

const sizeDialog = laterWorded(async () => (await import("./size-dialog.tsx")).SizeDialog, editWords);

/** The address of a machine's page that begins with its size. */
const hash = "#size";

/** The size among the facts, and the way to another one. */
export const SizeFact = () => {
  const t = useTranslations("vm.facts");
  const { bytes, number } = useAmounts();
  const { vm } = useFramedVm();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const look = () => {
      if (location.hash === hash) setOpen(true);
    };
    look();
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  const close = () => {
    setOpen(false);
    if (location.hash === hash) history.replaceState(history.state, "", location.pathname + location.search);
  };
  const { type, cpu, memoryBytes } = vm.size;
  const amounts =
    cpu !== null && memoryBytes !== null && t("amounts", { cpu: number(cpu), memory: bytes(memoryBytes) });
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span>
        {type && <Mono>{type}</Mono>}
        {type && amounts && " · "}
        {amounts || (!type && t("unknownSize"))}
      </span>
      {vm.origin === "platform" && (
        <Button size="small" onPointerEnter={sizeDialog.soon} onClick={() => setOpen(true)}>
          {t("changeSize")}
        </Button>
      )}
      {isOpen && <sizeDialog.Part open onClose={close} />}
    </span>
  );
};
