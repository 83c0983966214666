"use client";
import { Download, Eye, EyeOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { saveFile } from "#components/ui/save-file.ts";
import type { ObjectView } from "#lib/manifest/view.ts";
import type { Opened } from "./use-opened.ts";

const icon = { "aria-hidden": true, className: "size-3.5" } as const;

/** What can be done with an object's text: show what is covered, copy it, keep it. */
export const ObjectTools = ({ opened }: { opened: Opened<ObjectView> }) => {
  const t = useTranslations("manifest");
  const { view, isOpening, open, close } = opened;
  const file = `${view.ref.kind.toLowerCase()}-${view.ref.name}.yaml`;
  return (
    <span className="flex items-center max-md:gap-3">
      {view.isOpen ? (
        <IconButton label={t("cover")} icon={<EyeOff {...icon} />} onClick={close} />
      ) : (
        view.isCovered && (
          <IconButton
            label={t("open")}
            aria-busy={isOpening || undefined}
            icon={<Eye {...icon} />}
            onClick={() => !isOpening && open()}
          />
        )
      )}
      <CopyButton text={view.text} what={t("yamlOf", { ...view.ref })} />
      <IconButton
        label={t("download", { file })}
        icon={<Download {...icon} />}
        onClick={() => saveFile(new Blob([view.text], { type: "application/yaml" }), file)}
      />
    </span>
  );
};
