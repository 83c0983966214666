/** What a guest says about itself. */
export type OperatingSystem =
  | { family: "windows"; prettyName: string }
  | {
      family: "linux";
      id: string;
      name: string;
      version: string;
      prettyName: string;
      kernel: string;
      /** The cloud image's user. */
      user: string;
    };

type Linux = Extract<OperatingSystem, { family: "linux" }>;

const linux = (id: string, name: string, version: string, codename: string, kernel: string, user: string): Linux => ({
  family: "linux",
  id,
  name,
  version,
  prettyName: `${name} ${version}${codename ? ` ${codename}` : ""}`,
  kernel,
  user,
});

const ubuntu = linux("ubuntu", "Ubuntu", "24.04.3", "LTS", "6.8.0-86-generic", "ubuntu");

/** By the beginning of a preference's name; the longest that fits wins. */
const byPreference: Record<string, OperatingSystem> = {
  ubuntu,
  debian: linux("debian", "Debian GNU/Linux", "13", "(trixie)", "6.12.48+deb13-amd64", "debian"),
  fedora: linux("fedora", "Fedora Linux", "43", "(Cloud Edition)", "6.17.1-300.fc43.x86_64", "fedora"),
  centos: linux("centos", "CentOS Stream", "9", "", "5.14.0-620.el9.x86_64", "cloud-user"),
  rhel: linux("rhel", "Red Hat Enterprise Linux", "9.6", "(Plow)", "5.14.0-570.el9.x86_64", "cloud-user"),
  rocky: linux("rocky", "Rocky Linux", "9.6", "(Blue Onyx)", "5.14.0-570.el9.x86_64", "rocky"),
  almalinux: linux("almalinux", "AlmaLinux", "9.6", "(Sage Margay)", "5.14.0-570.el9.x86_64", "almalinux"),
  oraclelinux: linux("ol", "Oracle Linux Server", "9.6", "", "5.15.0-311.el9uek.x86_64", "opc"),
  opensuse: linux("opensuse-leap", "openSUSE Leap", "15.6", "", "6.4.0-150600-default", "opensuse"),
  alpine: linux("alpine", "Alpine Linux", "3.22.2", "", "6.12.51-0-virt", "alpine"),
  cirros: linux("cirros", "CirrOS", "0.6.3", "", "5.15.0-117-generic", "cirros"),
  "windows.10": { family: "windows", prettyName: "Windows 10 Pro" },
  "windows.11": { family: "windows", prettyName: "Windows 11 Pro" },
  "windows.2k19": { family: "windows", prettyName: "Windows Server 2019 Standard" },
  "windows.2k22": { family: "windows", prettyName: "Windows Server 2022 Standard" },
  "windows.2k25": { family: "windows", prettyName: "Windows Server 2025 Standard" },
  windows: { family: "windows", prettyName: "Windows Server" },
};

/** The operating system behind an instance profile (a KubeVirt preference); Ubuntu when nothing says otherwise. */
export const operatingSystemOf = (preference: string | undefined): OperatingSystem => {
  const fitting = Object.keys(byPreference).filter((name) => preference?.startsWith(name));
  const best = fitting.sort((a, b) => b.length - a.length)[0];
  return byPreference[best ?? ""] ?? ubuntu;
};

/** The text of `/etc/os-release`. */
export const osRelease = ({ id, name, version, prettyName }: Linux): string =>
  [
    `PRETTY_NAME="${prettyName}"`,
    `NAME="${name}"`,
    `VERSION_ID="${version.split(".").slice(0, 2).join(".")}"`,
    `VERSION="${prettyName.slice(name.length + 1)}"`,
    `ID=${id}`,
    "",
  ].join("\n");

export type LinuxSystem = Linux;
