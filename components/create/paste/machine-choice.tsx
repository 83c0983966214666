"use client";
import { useTranslations } from "next-intl";
import { RadioCards } from "#components/ui/radio-cards.tsx";
import type { PastedMachine } from "#lib/create/paste/several.ts";
import type { ChosenMachine } from "./use-reading.ts";

type MachineChoiceProps = {
  machines: readonly PastedMachine[];
  chosen: ChosenMachine | null;
  onChoose: (chosen: ChosenMachine) => void;
};

/** Which of the machines that a text describes fills in the form. */
export const MachineChoice = ({ machines, chosen, onChoose }: MachineChoiceProps) => {
  const t = useTranslations("paste.choice");
  const whereOf = ({ kind, line, disks, namespace }: PastedMachine): string => {
    const where = t("where", { kind, line, disks });
    return namespace === "" ? where : t("namespace", { where, namespace });
  };
  return (
    <div className="mt-4">
      <p role="status" className="mb-2 font-medium text-ink">
        {t("which", { count: machines.length })}
      </p>
      <RadioCards
        legend={t("legend")}
        options={machines.map((machine, place) => ({
          value: String(place),
          label: machine.name || t("unnamed"),
          detail: whereOf(machine),
        }))}
        value={chosen && String(chosen.place)}
        onChange={(value) => onChoose({ place: Number(value), name: machines[Number(value)]?.name ?? "" })}
        className="sm:grid-cols-2"
      />
    </div>
  );
};
