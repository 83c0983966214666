import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useLiveList } from "#components/shell/live.tsx";
import { buttonClass } from "#components/ui/button-class.ts";
import { FindList } from "#components/ui/find-list.tsx";
import { PanelButton } from "#components/ui/panel-button.tsx";
import { useStateWord, VmStateDot } from "#components/vms/vm-state.tsx";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmAccess } from "#lib/resources/vm/access.ts";
import { consoleLacks } from "#lib/resources/vm/console-permit.ts";

type AddConsoleProps = {
  shown: readonly string[];
  accessOf: (name: string) => VmAccess;
  onAdd: (name: string) => void;
};

/** So many answers are shown; whoever looks for another writes more of its name. */
const most = 40;

/** One more machine, found by its name. */
export const AddConsole = ({ shown, accessOf, onAdd }: AddConsoleProps) => {
  const t = useTranslations("consoles");
  return (
    <PanelButton
      label={t("add")}
      triggerClass={buttonClass("secondary", "normal", "gap-2")}
      trigger={
        <>
          <Plus aria-hidden="true" className="size-4" />
          {t("add")}
        </>
      }
    >
      {(close) => (
        <Choices
          {...{ shown, accessOf }}
          onAdd={(name) => {
            close();
            onAdd(name);
          }}
        />
      )}
    </PanelButton>
  );
};

const Choices = ({ shown, accessOf, onAdd }: AddConsoleProps) => {
  const t = useTranslations("consoles");
  const why = useTranslations("actions.reasons");
  const word = useStateWord();
  const list = useLiveList();
  const [text, setText] = useState("");
  const sought = text.trim().toLowerCase();
  const options = (list?.rows ?? [])
    .filter((row) => !shown.includes(row.name) && shownNameOfVm(row.name).toLowerCase().includes(sought))
    .slice(0, most)
    .map((row) => {
      const lacking = consoleLacks("serial", accessOf(row.name));
      return {
        id: row.name,
        label: shownNameOfVm(row.name),
        detail: word(row),
        icon: <VmStateDot vm={row} />,
        disabledReason: lacking && why(lacking),
      };
    });
  return (
    <FindList
      label={t("find")}
      resultsLabel={t("found")}
      text={text}
      onText={setText}
      groups={[{ id: "machines", title: null, options }]}
      empty={list ? t("nothingFound") : t("reading")}
      announce={t("foundCount", { count: options.length })}
      onChoose={({ id }) => onAdd(id)}
    />
  );
};
