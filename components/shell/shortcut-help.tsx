"use client";
import { useTranslations } from "next-intl";
import { Fragment } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/text.tsx";
import { LateWords } from "./late-words.tsx";
import { shortcuts } from "./shortcuts.ts";

const words = ["tools"] as const;

/** Every shortcut there is. */
export const ShortcutHelp = ({ onClose }: { onClose: () => void }) => (
  <LateWords areas={words}>
    <HelpDialog onClose={onClose} />
  </LateWords>
);

const modifier = (): string => (/Mac|iPhone|iPad/.test(navigator.platform) ? "⌘" : "Ctrl");

const HelpDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useTranslations("tools.shortcut");
  return (
    <Dialog open onClose={onClose} title={t("title")}>
      {(["anywhere", "list"] as const).map((group) => (
        <section key={group} className="mt-3">
          <h3 className="font-medium text-ink text-sm">{t(`group.${group}`)}</h3>
          <dl className="mt-1 divide-y divide-line">
            {shortcuts[group].map(({ id, keys }) => (
              <div key={id} className="flex items-center justify-between gap-4 py-1.5 text-sm">
                <dt>{t(id)}</dt>
                <dd className="flex shrink-0 items-center gap-1.5">
                  {keys.map((key, at) => (
                    <Fragment key={key}>
                      {at > 0 && keys[0] === "g" && <span className="text-ink-3 text-xs">{t("then")}</span>}
                      <Kbd>{key === "Mod" ? modifier() : key.length === 1 ? key.toUpperCase() : key}</Kbd>
                    </Fragment>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <p className="mt-4 text-xs">{t("note")}</p>
    </Dialog>
  );
};
