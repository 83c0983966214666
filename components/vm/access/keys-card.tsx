"use client";
import { useTranslations } from "next-intl";
import { useState, useSyncExternalStore } from "react";
import { AccessKey } from "#components/create/access-key.tsx";
import { AddKeys } from "#components/keys/add-keys.tsx";
import { createBrowserKeyLibrary } from "#components/keys/key-library.ts";
import { Card } from "#components/ui/card.tsx";
import { cx } from "#components/ui/cx.ts";
import { accessConsequences } from "#lib/edit/access.ts";
import { isHeld } from "#lib/edit/compare.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import { ChangeOutcome } from "../edit/change-outcome.tsx";
import { ConsequenceList } from "../edit/consequence-list.tsx";
import { useChange } from "../edit/use-change.ts";
import { useFramedVm } from "../vm-frame.tsx";
import { FirstBootNote } from "./first-boot-note.tsx";
import { SaveBar } from "./save-bar.tsx";
import { StoredKeys } from "./stored-keys.tsx";

/** Ticked keys and the settings they were ticked on. */
type Draft = { keys: readonly string[]; on: SettingsView };

/** The machine's public keys, and those of this browser's library to be given to it. */
export const KeysCard = ({ view }: { view: SettingsView }) => {
  const t = useTranslations("first-boot.keys");
  const { tenant, vm } = useFramedVm();
  const [library] = useState(createBrowserKeyLibrary);
  const own = useSyncExternalStore(library.subscribe, library.getSnapshot, library.getServerSnapshot);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [text, setText] = useState("");
  const change = useChange(tenant, vm.name);
  const stored = view.settings.sshKeys;
  if (view.refusal) return <StoredKeys keys={stored} />;

  const { keys, on } = draft ?? { keys: stored, on: view };
  const shown = [...new Set([...on.settings.sshKeys, ...keys, ...own])];
  const wanted = { sshKeys: [...keys] };
  const isChanged = draft !== null && isHeld(on.settings, wanted) === false;
  const use = (line: string, isUsed: boolean) =>
    setDraft({ on, keys: isUsed ? [...keys, line] : keys.filter((key) => key !== line) });
  const add = (lines: readonly string[]) => {
    library.add(lines);
    setDraft({ on, keys: [...new Set([...keys, ...lines])] });
  };
  return (
    <Card title={t("title")} aside={<FirstBootNote />} flush>
      {shown.length > 0 ? (
        <ul aria-label={t("list")} className="divide-y divide-line border-line border-b">
          {shown.map((line) => (
            <AccessKey
              key={line}
              line={line}
              isUsed={keys.includes(line)}
              onUse={(isUsed) => use(line, isUsed)}
              onForget={() => {
                library.forget(line);
                use(line, false);
              }}
            />
          ))}
        </ul>
      ) : (
        <p className="border-line border-b px-4 py-3 text-ink-2 text-sm">{t("none")}</p>
      )}
      <AddKeys known={shown} text={text} onText={setText} onAdd={add} />
      <div className={cx("space-y-3", (isChanged || change.outcome.kind !== "idle") && "px-4 pb-4")}>
        <ConsequenceList consequences={isChanged ? accessConsequences(wanted, vm.state) : []} />
        <ChangeOutcome change={change} onKeepTheirs={() => setDraft(null)} />
        {isChanged && (
          <SaveBar
            label={t("save")}
            isSaving={change.outcome.kind === "saving"}
            onSave={() => change.save(wanted, { on, onSaved: () => setDraft(null) })}
            onRevert={() => setDraft(null)}
          />
        )}
      </div>
    </Card>
  );
};
