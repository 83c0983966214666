"use client";
import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "./icon-button.tsx";

const shownForMs = 1_600;

type CopyButtonProps = {
  text: string;
  /** What is copied, e.g. "public address of web-01": part of the button's name. */
  what: string;
  tabIndex?: number;
  className?: string;
};

export const CopyButton = ({ text, what, tabIndex, className }: CopyButtonProps) => {
  const t = useTranslations("ui");
  const [outcome, setOutcome] = useState<"none" | "copied" | "failed">("none");
  const handleClick = async () => {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setOutcome(copied ? "copied" : "failed");
    setTimeout(() => setOutcome("none"), shownForMs);
  };
  const Icon = outcome === "copied" ? Check : Copy;
  return (
    <>
      <IconButton
        label={t("copy", { what })}
        icon={<Icon aria-hidden="true" className={outcome === "copied" ? "size-3.5 text-running" : "size-3.5"} />}
        tabIndex={tabIndex}
        onClick={handleClick}
        className={className}
      />
      {outcome !== "none" && (
        <span role="alert" className="sr-only">
          {t(outcome === "copied" ? "copied" : "copyFailed")}
        </span>
      )}
    </>
  );
};
