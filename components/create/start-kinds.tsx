"use client";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { cx } from "#components/ui/cx.ts";
import type { DiskFrom } from "./draft-disks.ts";

export type StartKind = DiskFrom | "windows";
type StartKindsProps = { kinds: readonly StartKind[]; value: StartKind; onChange: (kind: StartKind) => void };

/** The ways to start, all in view; the one that is still to come stands among them, so that nobody looks for it. */
export const StartKinds = ({ kinds, value, onChange }: StartKindsProps) => {
  const t = useTranslations("create.startFrom");
  const name = useId();
  const shape =
    "flex h-8 items-center gap-2 whitespace-nowrap rounded-control border px-3 font-medium text-sm transition-colors max-md:h-10 max-sm:justify-center max-sm:whitespace-normal max-sm:text-center";
  return (
    <div
      role="radiogroup"
      aria-label={t("title")}
      className="inline-flex max-w-full flex-wrap gap-0.5 rounded-card border border-line bg-raised p-0.5 max-sm:grid max-sm:w-full max-sm:grid-cols-2"
    >
      {kinds.map((kind) => (
        <label
          key={kind}
          className={cx(
            shape,
            "has-focus-visible:outline-2 has-focus-visible:outline-accent",
            kind === value ? "border-line bg-surface text-ink" : "border-transparent text-ink-2 hover:text-ink",
          )}
        >
          <input
            type="radio"
            name={name}
            checked={kind === value}
            onChange={() => onChange(kind)}
            className="sr-only"
          />
          {kind === "windows" ? "Windows" : t(`kind.${kind}`)}
        </label>
      ))}
      <label data-tip={t("upload.coming")} className={cx(shape, "cursor-default! border-transparent text-ink-3")}>
        <input type="radio" name={name} disabled aria-describedby={`${name}-coming`} className="sr-only" />
        {t("kind.upload")}
        <span className="rounded-full border border-line px-1.5 font-normal text-xs">{t("upload.badge")}</span>
      </label>
      <span id={`${name}-coming`} hidden>
        {t("upload.coming")}
      </span>
    </div>
  );
};
