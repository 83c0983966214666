import type { OsFamily } from "../resources/vm/view.ts";

/** What is to be done in the guest after the machine got a disk, or a larger one. */
export type GuestSystem = "linux" | "windows";
export type GuestDeed = "attach" | "grow";

/** A block to copy; `id` is a key of messages `disks.guest.steps`. */
export type GuestStep = { id: GuestStepId; commands: string };
export const guestStepIds = [
  "linuxLook",
  "linuxFormat",
  "linuxMount",
  "linuxPartition",
  "linuxExt4",
  "linuxXfs",
  "windowsFormat",
  "windowsGrow",
] as const;
export type GuestStepId = (typeof guestStepIds)[number];

/** `/dev/vdb` stands for whatever `lsblk` shows: which name a disk has is the guest's own affair. */
const steps: Readonly<Record<GuestSystem, Readonly<Record<GuestDeed, readonly GuestStep[]>>>> = {
  linux: {
    attach: [
      { id: "linuxLook", commands: "lsblk --output NAME,SIZE,TYPE,FSTYPE,MOUNTPOINTS" },
      { id: "linuxFormat", commands: "sudo mkfs.ext4 -L data /dev/vdb" },
      {
        id: "linuxMount",
        commands: [
          "sudo mkdir -p /mnt/data",
          "echo 'LABEL=data /mnt/data ext4 defaults,nofail 0 2' | sudo tee -a /etc/fstab",
          "sudo mount /mnt/data",
        ].join("\n"),
      },
    ],
    grow: [
      { id: "linuxLook", commands: "lsblk --output NAME,SIZE,TYPE,FSTYPE,MOUNTPOINTS" },
      { id: "linuxPartition", commands: "sudo growpart /dev/vda 1" },
      { id: "linuxExt4", commands: "sudo resize2fs /dev/vda1" },
      { id: "linuxXfs", commands: "sudo xfs_growfs /" },
    ],
  },
  windows: {
    attach: [
      {
        id: "windowsFormat",
        commands: [
          "diskpart",
          "list disk",
          "select disk 1",
          "attributes disk clear readonly",
          "online disk",
          "convert gpt",
          "create partition primary",
          "format fs=ntfs quick label=data",
          "assign",
          "exit",
        ].join("\n"),
      },
    ],
    grow: [
      {
        id: "windowsGrow",
        commands: ["diskpart", "rescan", "list volume", "select volume 1", "extend", "exit"].join("\n"),
      },
    ],
  },
};

export const guestSteps = (system: GuestSystem, deed: GuestDeed): readonly GuestStep[] => steps[system][deed];

/** Which of them comes first for a machine; both can be chosen, as nobody knows for sure what runs inside. */
export const guestSystemOf = (family: OsFamily): GuestSystem => (family === "windows" ? "windows" : "linux");
