"use client";
import { Globe, HardDrive, type LucideIcon, Monitor } from "lucide-react";
import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import { imageNameOf, systemDiskOf } from "#lib/create/disks.ts";
import type { CreatePlan } from "#lib/create/plan.ts";
import { instanceTypeOf } from "#lib/create/size.ts";
import { useCreateForm } from "./form-context.ts";

type Step = { id: string; icon: LucideIcon; title: string; what: string };

/** What will be created, in order, in words. */
export const PlanSteps = ({ plan }: { plan: CreatePlan }) => {
  const t = useTranslations("create.plan");
  const { bytes } = useAmounts();
  const { input } = useCreateForm();
  const systemDisk = systemDiskOf(input);
  const steps: Step[] = [
    {
      id: "disk",
      icon: HardDrive,
      title: t("disk", { name: plan.disks[0]?.metadata.name ?? "" }),
      what: t("diskWhat", {
        size: bytes(systemDisk?.sizeBytes ?? 0),
        class: systemDisk?.storageClass ?? "",
        image: imageNameOf(input),
      }),
    },
    { id: "vm", icon: Monitor, title: t("vm", { name: input.name || t("unnamed") }), what: machineWords() },
  ];
  if (input.exposure.kind !== "private")
    steps.push({
      id: "address",
      icon: Globe,
      title: t("address"),
      what:
        input.exposure.kind === "whole"
          ? t("addressWhole")
          : t("addressPorts", { ports: input.exposure.ports.join(", ") }),
    });
  return (
    <ol className="px-4 py-3">
      {steps.map(({ id, icon: Icon, title, what }, index) => (
        <li key={id} className="relative flex gap-3 pb-3 last:pb-0">
          {index < steps.length - 1 && (
            <span aria-hidden="true" className="absolute top-8 bottom-0 left-3.5 w-px bg-line" />
          )}
          <span className="flex size-7 shrink-0 items-center justify-center rounded-full border border-line text-ink-2">
            <Icon aria-hidden="true" className="size-3.5" />
          </span>
          <span className="min-w-0 flex-1">
            <span className="block break-words font-medium">{title}</span>
            <span className="block break-words text-ink-2 text-xs">{what}</span>
          </span>
        </li>
      ))}
    </ol>
  );

  function machineWords(): string {
    const facts = { type: instanceTypeOf(input) ?? "", keys: input.sshKeys.length };
    const words = input.profile ? t("vmWhat", { ...facts, profile: input.profile }) : t("vmWhatNoProfile", facts);
    return input.start ? words : `${words} · ${t("off")}`;
  }
};
