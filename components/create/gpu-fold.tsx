"use client";
import { Minus, Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { Fold } from "#components/ui/fold.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Mono } from "#components/ui/text.tsx";
import type { GpuView } from "#lib/resources/image/view.ts";
import { withGpus } from "./draft-size.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";

/** Devices the platform can pass to a machine, counted; what a GPU costs the machine is said before it is taken. */
export const GpuFold = () => {
  const t = useTranslations("create.size.gpu");
  const { catalogue, input, errorAt } = useCreateForm();
  const error = errorAt("gpus");
  // A device that came by YAML and is not offered must be seen, to be taken back.
  const unknown = [...new Set(input.gpus)].filter((name) => !catalogue.gpus.some((gpu) => gpu.name === name));
  const offered: GpuView[] = [...catalogue.gpus, ...unknown.map((name) => ({ name, free: null }))];
  if (offered.length === 0) return null;
  return (
    <Fold
      title={t("title")}
      note={input.gpus.length > 0 ? t("count", { count: input.gpus.length }) : t("noneChosen")}
      startsOpen={input.gpus.length > 0}
      hasError={error !== null}
      className="mt-1"
    >
      <ul
        data-field="gpus"
        aria-label={t("title")}
        className="max-w-xl divide-y divide-line rounded-card border border-line bg-surface"
      >
        {offered.map((gpu) => (
          <GpuRow key={gpu.name} gpu={gpu} />
        ))}
      </ul>
      <FieldError>{error}</FieldError>
      <p className="mt-2 max-w-[76ch] text-ink-2 text-sm">{t("says")}</p>
    </Fold>
  );
};

const GpuRow = ({ gpu: { name, free } }: { gpu: GpuView }) => {
  const t = useTranslations("create.size.gpu");
  const { input, change } = useCreateForm();
  const count = input.gpus.filter((each) => each === name).length;
  const isSpent = free !== null && count >= free;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
      <span className="min-w-0 flex-1 basis-40">
        <Mono className="wrap-anywhere">{name}</Mono>
        <span className="block text-ink-2 text-xs">{free === null ? t("unknown") : t("free", { free })}</span>
      </span>
      <IconButton
        label={t("fewer", { name })}
        icon={<Minus aria-hidden="true" className="size-4" />}
        disabledReason={count === 0 ? t("noneChosen") : null}
        onClick={() => change((before) => withGpus(before, name, count - 1))}
      />
      <output aria-label={t("countOf", { name })} className="w-6 text-center font-medium">
        {count}
      </output>
      <IconButton
        label={t("more", { name })}
        icon={<Plus aria-hidden="true" className="size-4" />}
        disabledReason={isSpent ? t("spent") : null}
        onClick={() => change((before) => withGpus(before, name, count + 1))}
      />
    </li>
  );
};
