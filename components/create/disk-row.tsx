"use client";
import { ArrowDown, ArrowUp, Disc3, HardDrive, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Ref } from "react";
import { cx } from "#components/ui/cx.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Mono } from "#components/ui/text.tsx";
import { driversPart, installerPart, systemPart } from "#lib/create/installers.ts";
import { DiskAdvanced } from "./disk-advanced.tsx";
import { DiskHandle } from "./disk-handle.tsx";
import { DiskSize } from "./disk-size.tsx";
import { DiskSourceFields } from "./disk-source-fields.tsx";
import type { DraftDisk } from "./draft-disks.ts";
import { installs } from "./draft-installer.ts";
import { startOf, systemOf } from "./draft-parts.ts";
import { withDisk, withDrivers } from "./draft-start.ts";
import { FieldError } from "./field-error.tsx";
import { useCreateForm } from "./form-context.ts";

type DiskRowProps = {
  ref: Ref<HTMLLIElement>;
  disk: DraftDisk;
  index: number;
  /** As it is or will be called in the cluster. */
  name: string;
  /** Where a dragged row would land. */
  mark: "above" | "below" | null;
  isDragged: boolean;
  onMove: (to: number) => void;
  onDrag: (y: number | null) => void;
  onDrop: () => void;
  onRemoved: () => void;
};

/** One disk. Where it is filled from stands above in "Start from" for the one that the machine starts from. */
export const DiskRow = ({
  ref,
  disk,
  index,
  name,
  mark,
  isDragged,
  onMove,
  onDrag,
  onDrop,
  onRemoved,
}: DiskRowProps) => {
  const t = useTranslations("create.disk");
  const words = useTranslations("installers.disk");
  const { catalogue, quota, draft, change, errorAt } = useCreateForm();
  const path = `disks.${index}`;
  const count = draft.disks.length;
  const isStart = systemOf(draft) === disk || startOf(draft) === disk;
  const isDrivers = disk.part === driversPart;
  const role =
    disk.part === installerPart || isDrivers
      ? words(isDrivers ? "drivers" : "installer")
      : t(disk.part === systemPart ? "system" : disk.optical ? "optical" : "data");
  const Icon = disk.optical ? Disc3 : HardDrive;
  const icon = { "aria-hidden": true, className: "size-4" } as const;
  const handleChange = (values: Partial<DraftDisk>) =>
    change((before) => withDisk(before, disk.part, (each) => ({ ...each, ...values })));
  return (
    <li
      ref={ref}
      aria-label={`${role} ${name}`}
      className={cx(
        "px-4 py-3",
        isDragged && "bg-raised opacity-70",
        mark === "above" && "shadow-[inset_0_2px_0_var(--accent)]",
        mark === "below" && "shadow-[inset_0_-2px_0_var(--accent)]",
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <div className="flex min-w-0 flex-1 basis-48 items-center gap-2">
          {count > 1 ? (
            <DiskHandle name={name} index={index} count={count} onMove={onMove} onDrag={onDrag} onDrop={onDrop} />
          ) : (
            <Icon aria-hidden="true" className="size-4 shrink-0 text-ink-2" />
          )}
          <p className="min-w-0">
            <span className="font-medium">{role}</span> <Mono className="wrap-anywhere text-ink-2">{name}</Mono>
          </p>
        </div>
        {disk.from === "existing" ? (
          <span className="text-ink-2 text-sm @max-lg:order-last @max-lg:w-full">{t("asItIs")}</span>
        ) : (
          <div className="@max-lg:order-last @max-lg:w-full">
            <DiskSize disk={disk} path={path} name={role} />
          </div>
        )}
        {count > 1 && (
          <span className="ml-auto flex items-center max-md:gap-3 max-md:px-1.5">
            <IconButton
              label={t("up", { name })}
              icon={<ArrowUp {...icon} />}
              disabledReason={index === 0 ? t("first") : null}
              onClick={() => onMove(index - 1)}
            />
            <IconButton
              label={t("down", { name })}
              icon={<ArrowDown {...icon} />}
              disabledReason={index === count - 1 ? t("last") : null}
              onClick={() => onMove(index + 1)}
            />
            <IconButton
              label={t("remove", { name })}
              icon={<X {...icon} />}
              disabledReason={isStart ? t("startStays") : null}
              onClick={() => {
                change((before) =>
                  isDrivers
                    ? withDrivers(before, false, catalogue, quota)
                    : { ...before, disks: before.disks.filter(({ part }) => part !== disk.part) },
                );
                onRemoved();
              }}
            />
          </span>
        )}
      </div>
      <FieldError>
        {errorAt(`${path}.sizeBytes`) ??
          errorAt(`${path}.storageClass`) ??
          errorAt(`${path}.part`) ??
          errorAt(`${path}.source`, "exactly")}
      </FieldError>
      {installs(draft) && disk.part === systemPart && <p className="mt-1 text-ink-3 text-xs">{words("empty")}</p>}
      {isDrivers && <p className="wrap-anywhere mt-1 text-ink-3 text-xs">{disk.url}</p>}
      {!isStart && !isDrivers && <DiskSourceFields disk={disk} path={path} onChange={handleChange} />}
      <DiskAdvanced disk={disk} path={path} onChange={handleChange} name={name} />
    </li>
  );
};
