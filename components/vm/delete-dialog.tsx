import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Mono } from "#components/ui/text.tsx";
import { TypedWord, useTypedWord } from "#components/ui/typed-word.tsx";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { ChosenDisk, DeletableDisk } from "#lib/resources/vm/deletion.ts";
import type { VmView } from "#lib/resources/vm/view.ts";

type DeleteDialogProps = {
  vm: VmView;
  open: boolean;
  /** Null until they are known. */
  disks: readonly DeletableDisk[] | null;
  mayDeleteDisks: boolean;
  onConfirm: (disks: ChosenDisk[]) => void;
  onClose: () => void;
};

/** What goes with a machine, what stays, what it gives back; its name is typed. */
export const DeleteDialog = ({ vm, open, disks, mayDeleteDisks, onConfirm, onClose }: DeleteDialogProps) => {
  const t = useTranslations("vm.delete");
  const list = useTranslations("list.bulk");
  const ui = useTranslations("ui");
  const formId = useId();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { name } = vm;
  const word = useTypedWord(name);
  // What somebody else has taken meanwhile is not chosen any more.
  const going = mayDeleteDisks ? (disks ?? []).filter((disk) => chosen.has(disk.name) && isFree(disk)) : [];
  const close = () => {
    word.clear();
    setChosen(new Set());
    onClose();
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (!word.check()) return;
    onConfirm(going.map(({ name: disk, uid }) => ({ name: disk, uid })));
    close();
  };
  const handleChoose = (disk: string, isChosen: boolean) =>
    setChosen((before) => new Set(isChosen ? [...before, disk] : [...before].filter((one) => one !== disk)));
  return (
    <Dialog
      open={open}
      onClose={close}
      title={list("title.delete", { count: 1, name })}
      footer={
        <>
          <Button onClick={close}>{ui("cancel")}</Button>
          <Button kind="danger" type="submit" form={formId}>
            {going.length > 0 ? t("doWith", { count: going.length }) : list("do.delete", { count: 1 })}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={handleSubmit} className="space-y-3">
        <p>{list("what.delete", { count: 1 })}</p>
        {vm.state !== "stopped" && vm.state !== "unknown" && <p className="text-attention">{list("isRunning")}</p>}
        <Disks
          {...{ disks, chosen, mayDeleteDisks }}
          count={vm.disksAttached.length}
          isChosen={(disk) => going.some((one) => one.name === disk)}
          onChoose={handleChoose}
        />
        <Given vm={vm} going={going} />
        <TypedWord word={word} label={list("typeName", { name })} mismatch={list("mismatch")} />
      </form>
    </Dialog>
  );
};

const isFree = ({ usedBy }: DeletableDisk): boolean => usedBy.length === 0;

type DisksProps = Pick<DeleteDialogProps, "disks" | "mayDeleteDisks"> & {
  count: number;
  isChosen: (disk: string) => boolean;
  onChoose: (disk: string, isChosen: boolean) => void;
};

const Disks = ({ disks, mayDeleteDisks, count, isChosen, onChoose }: DisksProps) => {
  const t = useTranslations("vm.delete");
  const list = useTranslations("list.bulk");
  const id = useId();
  const { bytes } = useAmounts();
  if (count === 0) return <p>{list("noDisks")}</p>;
  if (disks === null) return <p role="status">{list("reading")}</p>;
  if (disks.length === 0) return <p>{list("staysUnnamed", { count })}</p>;
  return (
    <fieldset>
      <legend className="font-medium text-ink text-sm">{t("which")}</legend>
      <p className="text-ink-3 text-xs">{mayDeleteDisks ? t("order") : t("roleMayNot")}</p>
      <ul className="mt-1.5 space-y-1">
        {disks.map((disk) => {
          const { name, sizeBytes, usedBy } = disk;
          const isOpen = mayDeleteDisks && isFree(disk);
          return (
            <li key={name}>
              <label
                htmlFor={`${id}-${name}-box`}
                className="flex min-h-8 max-md:min-h-10 items-center gap-2.5 text-sm"
              >
                <Checkbox
                  id={`${id}-${name}-box`}
                  checked={isChosen(name)}
                  disabled={!isOpen}
                  aria-describedby={usedBy.length > 0 ? `${id}-${name}` : undefined}
                  onChange={(event) => onChoose(name, event.target.checked)}
                />
                <Mono className="min-w-0 break-words text-ink">{name}</Mono>
                {sizeBytes !== null && <span>{bytes(sizeBytes)}</span>}
              </label>
              {usedBy.length > 0 && (
                <p id={`${id}-${name}`} className="pl-6 text-ink-3 text-xs">
                  {t("usedBy", { name: usedBy.join(", ") })}
                </p>
              )}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
};

/** What stays and what comes back. */
const Given = ({ vm, going }: { vm: VmView; going: readonly DeletableDisk[] }) => {
  const t = useTranslations("vm.delete");
  const list = useTranslations("list.bulk");
  const { bytes } = useAmounts();
  const staying = vm.disksAttached.length - going.length;
  const { cpu, memoryBytes } = vm.size;
  const { public: address } = vm.addresses;
  const freed = going.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return (
    <ul className="list-disc space-y-1.5 pl-5 marker:text-ink-3">
      {staying > 0 && <li>{list("staysUnnamed", { count: staying })}</li>}
      {going.length > 0 && <li className="text-attention">{t("lost", { count: going.length })}</li>}
      {address !== null && <li>{list("frees", { count: 1, addresses: address })}</li>}
      {cpu !== null && memoryBytes !== null && (
        <li>
          {freed > 0
            ? t("freesWithStorage", { cpu, memory: bytes(memoryBytes), storage: bytes(freed) })
            : t("frees", { cpu, memory: bytes(memoryBytes) })}
        </li>
      )}
    </ul>
  );
};
