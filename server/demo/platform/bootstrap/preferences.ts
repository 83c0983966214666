import type { Preference } from "../kinds/kubevirt.ts";

type Profile = {
  name: string;
  label: string;
  /** What the preference demands of the instance type; KubeVirt's admission enforces it. */
  needs?: { cpu: number; memory: string };
  desktop?: true;
  virtio?: true;
};

const windowsNeeds = { cpu: 1, memory: "2Gi" };
const redHatNeeds = { cpu: 1, memory: "1.5Gi" };
const olderNeeds = { cpu: 1, memory: "1Gi" };

const profiles: Profile[] = [
  { name: "alpine", label: "Alpine", needs: { cpu: 1, memory: "512Mi" } },
  { name: "centos.7", label: "CentOS 7", needs: olderNeeds, desktop: true },
  { name: "centos.stream8", label: "CentOS Stream 8", needs: redHatNeeds, desktop: true },
  { name: "centos.stream9", label: "CentOS Stream 9", needs: redHatNeeds, desktop: true },
  { name: "centos.stream10", label: "CentOS Stream 10", needs: redHatNeeds, desktop: true },
  { name: "cirros", label: "Cirros", needs: { cpu: 1, memory: "256Mi" } },
  { name: "debian", label: "Debian", needs: { cpu: 1, memory: "512Mi" } },
  { name: "fedora", label: "Fedora (amd64)", needs: { cpu: 1, memory: "2Gi" } },
  { name: "linux", label: "Linux Guest" },
  { name: "opensuse.leap", label: "OpenSUSE Leap", needs: { cpu: 1, memory: "2Gi" } },
  { name: "opensuse.tumbleweed", label: "OpenSUSE Tumbleweed", needs: { cpu: 1, memory: "2Gi" } },
  { name: "oraclelinux", label: "Oracle Linux", needs: { cpu: 2, memory: "4Gi" } },
  { name: "rhel.7", label: "Red Hat Enterprise Linux 7", needs: olderNeeds, desktop: true },
  { name: "rhel.8", label: "Red Hat Enterprise Linux 8", needs: redHatNeeds, desktop: true },
  { name: "rhel.9", label: "Red Hat Enterprise Linux 9 (amd64)", needs: redHatNeeds, desktop: true },
  { name: "rhel.10", label: "Red Hat Enterprise Linux 10 (amd64)", needs: redHatNeeds },
  { name: "sles", label: "SUSE Linux Enterprise Server", needs: { cpu: 1, memory: "2Gi" } },
  { name: "ubuntu", label: "Ubuntu", needs: { cpu: 1, memory: "2Gi" } },
  { name: "windows.2k16", label: "Microsoft Windows Server 2016", needs: windowsNeeds, virtio: true },
  { name: "windows.2k19", label: "Microsoft Windows Server 2019", needs: windowsNeeds, virtio: true },
  { name: "windows.2k22", label: "Microsoft Windows Server 2022", needs: windowsNeeds, virtio: true },
  { name: "windows.2k25", label: "Microsoft Windows Server 2025", needs: windowsNeeds, virtio: true },
];

const variants = profiles.flatMap((profile) => [
  profile,
  ...(profile.desktop ? [{ ...profile, name: `${profile.name}.desktop` }] : []),
  ...(profile.virtio ? [{ ...profile, name: `${profile.name}.virtio`, label: `${profile.label} (virtio)` }] : []),
]);

export const preferenceObjects: Preference[] = variants.map(({ name, label, needs }) => {
  const os = name.startsWith("windows") ? "windows" : "linux";
  const bus = name.startsWith("windows") && !name.endsWith(".virtio") ? "sata" : "virtio";
  return {
    metadata: {
      name,
      annotations: {
        iconClass: `icon-${name.split(".")[0]}`,
        "openshift.io/display-name": label,
        "openshift.io/provider-display-name": "KubeVirt",
        tags: `hidden,kubevirt,${os}`,
      },
      labels: {
        "instancetype.kubevirt.io/os-type": os,
        "instancetype.kubevirt.io/vendor": "kubevirt.io",
        ...(needs && {
          "instancetype.kubevirt.io/required-cpu": `${needs.cpu}`,
          "instancetype.kubevirt.io/required-memory": needs.memory,
        }),
      },
    },
    spec: {
      annotations: { "vm.kubevirt.io/os": os },
      devices: { preferredDiskBus: bus, preferredInterfaceModel: bus === "sata" ? "e1000e" : "virtio" },
      ...(needs && { requirements: { cpu: { guest: needs.cpu }, memory: { guest: needs.memory } } }),
    },
  };
});
