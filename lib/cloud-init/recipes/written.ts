import type { OsFamily } from "../../resources/vm/view.ts";
import type { Addition, Recipe, RecipeItem } from "../recipes.ts";

type Written = Recipe["additions"];

/** By package manager, which also tells names of packages, groups and firewalls; null: no recipe is written for it. */
const managerOf = (family: OsFamily): "apt" | "dnf" | "fedora" | "zypper" | null => {
  switch (family) {
    case "ubuntu":
    case "debian":
      return "apt";
    case "rocky":
    case "almalinux":
    case "centos":
    case "oracle":
    case "cloudlinux":
    case "rhel":
      return "dnf";
    case "fedora":
      return "fedora";
    case "opensuse":
      return "zypper";
    case "talos":
    case "proxmox":
    case "windows":
    case "alpine":
    case "other":
      return null;
  }
};

/** Whether cloud-init reads cloud-config there as it does on any Linux. */
const isLinux = (family: OsFamily): boolean => !["talos", "proxmox", "windows"].includes(family);

const items = (...values: readonly unknown[]): RecipeItem[] => values.map((value) => ({ value }));
const packages = (...names: readonly string[]): Addition[] => [{ key: "packages", items: items(...names) }];
const commands = (...lines: readonly (string | RecipeItem)[]): Addition => ({
  key: "runcmd",
  items: lines.map((line) => (typeof line === "string" ? { value: line } : line)),
});

const epel = "dnf install -y https://dl.fedoraproject.org/pub/epel/epel-release-latest-$(rpm -E %rhel).noarch.rpm";
const start: RecipeItem = {
  value: "systemctl enable --now nginx",
  remark: "Once the name leads here: certbot --nginx -d www.example.org",
};

export const nginx: Written = ({ family }) => {
  switch (managerOf(family)) {
    case "apt":
    case "fedora":
      return [...packages("nginx", "certbot", "python3-certbot-nginx"), commands(start)];
    case "dnf":
      return [...packages("nginx"), commands(epel, "dnf install -y certbot python3-certbot-nginx", start)];
    case "zypper":
      return [...packages("nginx", "python3-certbot-nginx"), commands(start)];
    case null:
      return "family";
  }
};

export const docker: Written = (context) => {
  const { family, loginUser } = context;
  const run = [
    "systemctl enable --now docker",
    ...(loginUser ? [{ value: `usermod -aG docker ${loginUser}`, remark: "Whoever is in this group is root." }] : []),
  ];
  switch (managerOf(family)) {
    case "apt":
      return [...packages("docker.io", family === "ubuntu" ? "docker-compose-v2" : "docker-compose"), commands(...run)];
    case "fedora":
      return [...packages("moby-engine", "docker-compose"), commands(...run)];
    case "zypper":
      return [...packages("docker", "docker-compose"), commands(...run)];
    case "dnf":
      return [
        commands(
          `curl -fsSLo /etc/yum.repos.d/docker-ce.repo https://download.docker.com/linux/${family === "rhel" ? "rhel" : "centos"}/docker-ce.repo`,
          "dnf install -y docker-ce docker-ce-cli containerd.io docker-compose-plugin",
          ...run,
        ),
      ];
    case null:
      return "family";
  }
};

export const user: Written = ({ family, sshKeys }) => {
  if (!isLinux(family)) return "family";
  if (sshKeys.length === 0) return "needsKeys";
  const manager = managerOf(family);
  const person = {
    name: "ops",
    ...(manager && { groups: [manager === "apt" ? "sudo" : "wheel"] }),
    sudo: "ALL=(ALL) NOPASSWD:ALL",
    shell: manager ? "/bin/bash" : "/bin/sh",
    lock_passwd: true,
    ssh_authorized_keys: [...sshKeys],
  };
  return [{ key: "users", items: [{ value: "default", ifNew: true }, { value: person }] }];
};

export const swap: Written = ({ family }) =>
  isLinux(family) ? [{ key: "swap", value: { filename: "/swapfile", size: "2G" } }] : "family";

export const guestAgent: Written = ({ family }) =>
  managerOf(family) ? [...packages("qemu-guest-agent"), commands("systemctl start qemu-guest-agent")] : "family";

export const messages: Written = ({ family }) =>
  isLinux(family)
    ? [
        {
          key: "write_files",
          items: items({
            path: "/etc/motd",
            content: "Set up by cloud-init. What it did: /var/log/cloud-init-output.log\n",
            permissions: "0644",
          }),
        },
        { key: "final_message", value: "Ready after $UPTIME seconds." },
      ]
    : "family";

/** SSH first, then what the platform lets in, and only then it is switched on: nobody locks himself out. */
export const firewall: Written = ({ family, ports }) => {
  const open = [22, ...(typeof ports === "string" ? [] : ports.filter((port) => port !== 22))];
  switch (managerOf(family)) {
    case "apt":
      return [
        ...packages("ufw"),
        commands(script(...open.map((port) => `ufw allow ${port}/tcp`), "ufw --force enable")),
      ];
    case "dnf":
    case "fedora":
    case "zypper":
      return [
        ...packages("firewalld"),
        commands(
          script(
            ...open.map((port) => `firewall-offline-cmd --add-port=${port}/tcp`),
            "systemctl enable firewalld",
            "systemctl restart firewalld",
          ),
        ),
      ];
    case null:
      return "family";
  }
};

/** One command of several lines: all of it is added, or it is there already. */
const script = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;
