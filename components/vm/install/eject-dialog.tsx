import { useTranslations } from "next-intl";
import { useState } from "react";
import { isRunningState } from "#components/disks/is-running.ts";
import { useOriginWords } from "#components/disks/use-origin-words.ts";
import { Button } from "#components/ui/button.tsx";
import { CheckLine } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { diskConsequences } from "#lib/edit/disks.ts";
import { withoutDisks } from "#lib/edit/install-discs.ts";
import type { SettingsView } from "#lib/edit/settings.ts";
import type { DiskOrigin } from "#lib/resources/disk/origin.ts";
import { shownNameOfVm } from "#lib/resources/names.ts";
import type { VmView } from "#lib/resources/vm/view.ts";
import { ChangeOutcome } from "../edit/change-outcome.tsx";
import { ConsequenceList } from "../edit/consequence-list.tsx";
import { useChange } from "../edit/use-change.ts";

type EjectDialogProps = {
  tenant: string;
  vm: VmView;
  view: SettingsView;
  discs: readonly { name: string; origin: DiskOrigin }[];
  open: boolean;
  onClose: () => void;
  onEjected: (names: readonly string[]) => void;
};

/** Which discs go, and what follows: the disk list of the machine is changed as on its Disks tab. */
export const EjectDialog = ({ tenant, vm, view, discs, open, onClose, onEjected }: EjectDialogProps) => {
  const t = useTranslations("eject.dialog");
  const ui = useTranslations("ui");
  const originWords = useOriginWords();
  const change = useChange(tenant, vm.name);
  const [kept, setKept] = useState<readonly string[]>([]);
  const names = discs.map(({ name }) => name).filter((name) => !kept.includes(name));
  const { disks } = view.settings;
  const after = withoutDisks(disks, names);
  const consequences = diskConsequences(disks, after, {
    isRunning: isRunningState(vm.state),
    isOptical: (disk) => discs.some(({ name }) => name === disk),
  });
  const close = () => {
    change.reset();
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t("title", { name: shownNameOfVm(vm.name) })}
      footer={
        <>
          <Button onClick={close}>{ui("cancel")}</Button>
          <Button
            kind="primary"
            busy={change.outcome.kind === "saving"}
            disabledReason={names.length === 0 ? t("nothing") : null}
            onClick={() => change.save({ disks: after }, { on: view, onSaved: () => onEjected(names) })}
          >
            {t("do")}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <fieldset>
          <legend className="sr-only">{t("which")}</legend>
          {discs.map(({ name, origin }) => (
            <CheckLine
              key={name}
              checked={!kept.includes(name)}
              onChange={({ target }) =>
                setKept(target.checked ? kept.filter((each) => each !== name) : [...kept, name])
              }
            >
              <span className="wrap-anywhere min-w-0">
                <span className="font-medium">{name}</span> <span className="text-ink-2">{originWords(origin)}</span>
              </span>
            </CheckLine>
          ))}
        </fieldset>
        <ConsequenceList consequences={consequences} />
        <p className="text-ink-2 text-sm">{t("deleteLater")}</p>
        <ChangeOutcome change={change} onKeepTheirs={close} />
      </div>
    </Dialog>
  );
};
