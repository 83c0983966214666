import { useTranslations } from "next-intl";
import { useAmounts } from "#components/ui/use-amounts.ts";
import type { CreateInput, DiskSource } from "#lib/create/input.ts";
import type { CreatePlan } from "#lib/create/plan.ts";
import { useCreateForm } from "./form-context.ts";

/** One thing that will be made: `kind` chooses its picture. */
export type PlanLine = { id: string; kind: "disk" | "optical" | "vm" | "address"; title: string; what: string };

/** What will be created, in order, in words. */
export const usePlanLines = (plan: CreatePlan): PlanLine[] => {
  const t = useTranslations("create.plan");
  const { bytes, number } = useAmounts();
  const { input } = useCreateForm();
  const made = input.disks.filter((disk) => disk.kind === "new");
  const attached = input.disks.length - made.length;
  const lines = made.map((disk, index): PlanLine => {
    const name = plan.disks[index]?.metadata.name ?? "";
    const facts = { size: bytes(disk.sizeBytes), class: disk.storageClass };
    return {
      id: disk.part,
      kind: disk.optical ? "optical" : "disk",
      title: t("disk", { name }),
      what:
        disk.source.kind === "empty"
          ? t("diskEmpty", facts)
          : t("diskWhat", { ...facts, image: sourceWords(disk.source) }),
    };
  });
  lines.push({
    id: "machine of the plan",
    kind: "vm",
    title: t("vm", { name: plan.vm.metadata.name || t("unnamed") }),
    what: machineWords(),
  });
  const { exposure } = input;
  if (exposure.kind !== "private") {
    const what =
      exposure.kind === "whole" ? t("addressWhole") : t("addressPorts", { ports: exposure.ports.join(", ") });
    lines.push({ id: "address of the plan", kind: "address", title: t("address"), what });
  }
  return lines;

  function machineWords(): string {
    return [
      sizeWords(input.size),
      input.profile,
      t("keys", { keys: input.sshKeys.length }),
      input.gpus.length > 0 && t("gpus", { count: input.gpus.length }),
      attached > 0 && t("attached", { count: attached }),
      !input.start && t("off"),
    ]
      .filter(Boolean)
      .join(" · ");
  }
  function sizeWords(size: CreateInput["size"]): string {
    if (size.kind === "type") return size.instanceType;
    return t("custom", { cpu: number(size.cpu * size.sockets), memory: bytes(size.memoryBytes) });
  }
};

/** What the disk is filled from, as short as it can be told apart. */
const sourceWords = (source: Exclude<DiskSource, { kind: "empty" }>): string => {
  switch (source.kind) {
    case "image":
      return source.name || "…";
    case "clone":
      return source.disk || "…";
    case "registry":
    case "url":
      return source.url.replace(/^[a-z]+:\/\//, "").replace(/[?#].*$/, "") || "…";
  }
};
