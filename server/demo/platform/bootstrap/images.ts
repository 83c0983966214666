import type { Era } from "../eras/era.ts";
import type { Claim } from "../kinds/core.ts";

type Image = { name: string; os: string; version: string; gib: number; description?: string };

const image = (name: string, os: string, version: string, gib: number, description?: string): Image => ({
  name,
  os,
  version,
  gib,
  ...(description && { description }),
});

/** The provider's golden images; the size of each is the least a disk made from it may have. */
const images: Image[] = [
  image("ubuntu-2404", "Ubuntu", "24.04", 4, "Ubuntu 24.04 LTS cloud image"),
  image("ubuntu-2204", "Ubuntu", "22.04", 4, "Ubuntu 22.04 LTS cloud image"),
  image("debian-13", "Debian", "13", 4),
  image("debian-12", "Debian", "12", 4),
  image("debian-11", "Debian", "11", 4),
  image("rocky-10", "Rocky Linux", "10", 11),
  image("rocky-9", "Rocky Linux", "9", 11),
  image("rocky-8", "Rocky Linux", "8", 11),
  image("almalinux-10", "AlmaLinux", "10", 11),
  image("almalinux-9", "AlmaLinux", "9", 11),
  image("almalinux-8", "AlmaLinux", "8", 11),
  image("centos-stream-10", "CentOS Stream", "10", 11),
  image("centos-stream-9", "CentOS Stream", "9", 11),
  image("oracle-10", "Oracle Linux", "10", 40),
  image("oracle-9", "Oracle Linux", "9", 40),
  image("oracle-8", "Oracle Linux", "8", 40),
  image("opensuse-160", "openSUSE Leap", "16.0", 2),
  image("opensuse-156", "openSUSE Leap", "15.6", 1),
  image("cloudlinux-9", "CloudLinux", "9", 9),
  image("cloudlinux-8", "CloudLinux", "8", 8),
  image("talos-112", "Talos", "1.12", 8, "Talos Linux: no SSH and no shell, configured through cloud-init"),
  image("proxmox-9", "Proxmox VE", "9", 2, "Proxmox VE installer (ISO)"),
  image("proxmox-8", "Proxmox VE", "8", 2, "Proxmox VE installer (ISO)"),
];

export const imageNamespace = "cozy-public";

/** The claims that CDI made of the images. */
export const imageClaims = (era: Era): Claim[] =>
  images.map(({ name, os, version, gib, description }) => ({
    metadata: {
      name: `${era.images.prefix}${name}`,
      namespace: imageNamespace,
      labels: { "app.kubernetes.io/managed-by": "cozystack", app: "containerized-data-importer" },
      annotations: {
        "vm-default-images.cozystack.io/name": name,
        "vm-default-images.cozystack.io/os-family": "Linux",
        "vm-default-images.cozystack.io/os-name": os,
        "vm-default-images.cozystack.io/os-version": version,
        "vm-default-images.cozystack.io/architecture": "amd64",
        "vm-default-images.cozystack.io/description": description ?? `${os} ${version} cloud image`,
        "cdi.kubevirt.io/storage.condition.running": "false",
        "cdi.kubevirt.io/storage.condition.running.message": "Import Complete",
        "cdi.kubevirt.io/storage.pod.phase": "Succeeded",
      },
    },
    spec: {
      accessModes: ["ReadWriteMany"],
      storageClassName: "replicated",
      volumeMode: "Block",
      volumeName: `pvc-${name}`,
      resources: { requests: { storage: `${gib}Gi` } },
    },
  }));
