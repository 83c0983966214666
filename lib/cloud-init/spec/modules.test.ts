import { describe, expect, it } from "vitest";
import { faultsOf } from "./check.ts";
import { cloudConfig } from "./cloud-config.ts";

type Taken = Record<string, unknown>;

/** Per module of cloud-init: what it takes, and what is refused with the path and the fault. */
const modules: Record<string, { taken: Taken; refused: [value: Taken, fault: string] }> = {
  ansible: {
    taken: {
      ansible: {
        install_method: "pip",
        pull: [{ url: "https://git.example.org/site.git", playbook_names: ["site.yml"] }],
      },
    },
    refused: [{ ansible: { pull: [{ url: "https://git.example.org" }] } }, "ansible.pull.0 required"],
  },
  apk_configure: {
    taken: { apk_repos: { alpine_repo: { version: "v3.22", community_enabled: true } } },
    refused: [{ apk_repos: { alpine_repo: { community_enabled: true } } }, "apk_repos.alpine_repo required"],
  },
  apt_configure: {
    taken: { apt: { sources: { "git.list": { source: "ppa:git-core/ppa" } }, primary: [{ arches: ["default"] }] } },
    refused: [{ apt: { sources: { "git.list": { sources: "ppa:x/y" } } } }, "apt.sources.git.list.sources unknownKey"],
  },
  apt_pipelining: { taken: { apt_pipelining: "os" }, refused: [{ apt_pipelining: [] }, "apt_pipelining type"] },
  bootcmd: {
    taken: { bootcmd: ["echo boot", ["cloud-init-per", "once", "x", "true"]] },
    refused: [{ bootcmd: [null] }, "bootcmd.0 type"],
  },
  byobu: { taken: { byobu_by_default: "user" }, refused: [{ byobu_by_default: "on" }, "byobu_by_default enum"] },
  ca_certs: {
    taken: { ca_certs: { trusted: ["-----BEGIN CERTIFICATE-----"], remove_defaults: true } },
    refused: [{ ca_certs: {} }, "ca_certs tooFew"],
  },
  chef: {
    taken: {
      chef: {
        server_url: "https://chef.example.org",
        run_list: ["recipe[apache2]"],
        initial_attributes: { a: { b: 1 } },
      },
    },
    refused: [{ chef: { install_type: "rpm" } }, "chef.install_type enum"],
  },
  disable_ec2_metadata: {
    taken: { disable_ec2_metadata: true },
    refused: [{ disable_ec2_metadata: "yes" }, "disable_ec2_metadata type"],
  },
  disk_setup: {
    taken: {
      device_aliases: { data: "/dev/vdb" },
      disk_setup: { data: { table_type: "gpt", layout: [50, [50, 82]] } },
      fs_setup: [{ label: "data", filesystem: "ext4", device: "data", partition: "auto" }],
    },
    refused: [{ disk_setup: { data: { layout: [[50, 82, 1]] } } }, "disk_setup.data.layout.0 tooMany"],
  },
  fan: { taken: { fan: { config: "10.0.0.0/8" } }, refused: [{ fan: {} }, "fan required"] },
  final_message: { taken: { final_message: "up" }, refused: [{ final_message: ["up"] }, "final_message type"] },
  growpart: { taken: { growpart: { mode: "off" } }, refused: [{ growpart: { mode: true } }, "growpart.mode type"] },
  grub_dpkg: {
    taken: { grub_dpkg: { enabled: true, "grub-pc/install_devices": "/dev/vda" } },
    refused: [{ grub_dpkg: { device: "/dev/vda" } }, "grub_dpkg.device unknownKey"],
  },
  install_hotplug: {
    taken: { updates: { network: { when: ["boot", "hotplug"] } } },
    refused: [{ updates: { network: { when: ["always"] } } }, "updates.network.when.0 enum"],
  },
  keyboard: { taken: { keyboard: { layout: "ch" } }, refused: [{ keyboard: { variant: "fr" } }, "keyboard required"] },
  keys_to_console: {
    taken: { ssh: { emit_keys_to_console: false }, ssh_key_console_blacklist: ["ssh-dss"] },
    refused: [{ ssh: {} }, "ssh required"],
  },
  landscape: {
    taken: { landscape: { client: { account_name: "a", computer_title: "b", tags: "x,y" } } },
    refused: [{ landscape: { client: { account_name: "a" } } }, "landscape.client required"],
  },
  locale: { taken: { locale: "de_CH.UTF-8" }, refused: [{ locale: ["de_CH"] }, "locale type"] },
  lxd: {
    taken: { lxd: { init: { storage_backend: "zfs" }, bridge: { mode: "new", mtu: -1 } } },
    refused: [{ lxd: { bridge: { mode: "new", mtu: -2 } } }, "lxd.bridge.mtu range"],
  },
  mcollective: {
    taken: { mcollective: { conf: { "public-cert": "x", loglevel: "info", daemonize: true } } },
    refused: [{ mcollective: { conf: { servers: ["a"] } } }, "mcollective.conf.servers type"],
  },
  mounts: {
    taken: { mounts: [["/dev/vdb", "/data", "ext4", "defaults,nofail"]], swap: { filename: "/swap", size: "2G" } },
    refused: [{ swap: { size: "2 GiB" } }, "swap.size pattern"],
  },
  ntp: {
    taken: { ntp: { servers: ["ntp.example.org", "10.0.0.1"] } },
    refused: [{ ntp: { servers: ["ntp example"] } }, "ntp.servers.0 format"],
  },
  package_update_upgrade_install: {
    taken: { package_update: true, packages: ["nginx", { apt: [["git", "1:2.51"]] }] },
    refused: [{ packages: [{ dnf: ["nginx"] }] }, "packages.0.dnf unknownKey"],
  },
  phone_home: {
    taken: { phone_home: { url: "https://example.org/$INSTANCE_ID/", post: ["hostname"] } },
    refused: [{ phone_home: { post: "all" } }, "phone_home required"],
  },
  power_state_change: {
    taken: { power_state: { mode: "reboot", delay: "now", condition: true } },
    refused: [{ power_state: { mode: "restart" } }, "power_state.mode enum"],
  },
  puppet: {
    taken: { puppet: { conf: { agent: { server: "puppet.example.org" } } } },
    refused: [{ puppet: { conf: { agents: {} } } }, "puppet.conf.agents unknownKey"],
  },
  raspberry_pi: {
    taken: { rpi: { interfaces: { serial: { console: true }, camera: true } } },
    refused: [{ rpi: { interfaces: { spi: 1 } } }, "rpi.interfaces.spi type"],
  },
  resizefs: { taken: { resize_rootfs: "noblock" }, refused: [{ resize_rootfs: "block" }, "resize_rootfs enum"] },
  resolv_conf: {
    taken: { manage_resolv_conf: true, resolv_conf: { nameservers: ["9.9.9.9"], options: { rotate: true } } },
    refused: [{ resolv_conf: { nameservers: "9.9.9.9" } }, "resolv_conf.nameservers type"],
  },
  rh_subscription: {
    taken: { rh_subscription: { activation_key: "x", org: "1" } },
    refused: [{ rh_subscription: { auto_attach: "yes" } }, "rh_subscription.auto_attach type"],
  },
  rsyslog: {
    taken: { rsyslog: { configs: ["*.* @log.example.org", { content: "x", filename: "a.conf" }] } },
    refused: [{ rsyslog: { configs: [{ filename: "a.conf" }] } }, "rsyslog.configs.0 required"],
  },
  runcmd: {
    taken: { runcmd: ["reboot", ["ls", "-l"], null] },
    refused: [{ runcmd: [{ echo: "hi" }] }, "runcmd.0 type"],
  },
  salt_minion: {
    taken: { salt_minion: { conf: { master: "salt.example.org" } } },
    refused: [{ salt_minion: { conf: "master: x" } }, "salt_minion.conf type"],
  },
  scripts_vendor: {
    taken: { vendor_data: { enabled: false, prefix: ["/usr/bin/ltrace", 2] } },
    refused: [{ vendor_data: { prefix: [true] } }, "vendor_data.prefix.0 type"],
  },
  seed_random: {
    taken: { random_seed: { data: "x", encoding: "b64", command: ["pollinate"] } },
    refused: [{ random_seed: { encoding: "hex" } }, "random_seed.encoding enum"],
  },
  set_hostname: { taken: { hostname: "web", fqdn: "web.example.org" }, refused: [{ hostname: 7 }, "hostname type"] },
  set_passwords: {
    taken: { ssh_pwauth: false, chpasswd: { expire: false, users: [{ name: "ada", type: "RANDOM" }] } },
    refused: [{ chpasswd: { users: [{ name: "ada" }] } }, "chpasswd.users.0 required"],
  },
  snap: {
    taken: { snap: { commands: { "00": ["snap", "install", "lxd"] }, assertions: ["type: account"] } },
    refused: [{ snap: { commands: [] } }, "snap.commands tooFew"],
  },
  spacewalk: {
    taken: { spacewalk: { server: "a.example.org" } },
    refused: [{ spacewalk: { url: "x" } }, "spacewalk.url unknownKey"],
  },
  ssh: {
    taken: { ssh_authorized_keys: ["ssh-ed25519 AAAA"], ssh_keys: { ed25519_private: "x" }, disable_root: false },
    refused: [{ ssh_keys: { dsa_private: "x" } }, "ssh_keys.dsa_private unknownKey"],
  },
  ssh_authkey_fingerprints: {
    taken: { no_ssh_fingerprints: true, authkey_hash: "sha512" },
    refused: [{ no_ssh_fingerprints: "true" }, "no_ssh_fingerprints type"],
  },
  ssh_import_id: { taken: { ssh_import_id: ["gh:ada"] }, refused: [{ ssh_import_id: "gh:ada" }, "ssh_import_id type"] },
  timezone: { taken: { timezone: "Europe/Zurich" }, refused: [{ timezone: 1 }, "timezone type"] },
  ubuntu_autoinstall: {
    taken: { autoinstall: { version: 1, interactive_sections: [] } },
    refused: [{ autoinstall: {} }, "autoinstall required"],
  },
  ubuntu_drivers: {
    taken: { drivers: { nvidia: { "license-accepted": true } } },
    refused: [{ drivers: { nvidia: { version: "570" } } }, "drivers.nvidia required"],
  },
  ubuntu_pro: {
    taken: { ubuntu_pro: { token: "x", config: { http_proxy: null, any: 1 } } },
    refused: [{ ubuntu_pro: { features: { attach: true } } }, "ubuntu_pro.features.attach unknownKey"],
  },
  update_etc_hosts: {
    taken: { manage_etc_hosts: "localhost" },
    refused: [{ manage_etc_hosts: 1 }, "manage_etc_hosts type"],
  },
  update_hostname: {
    taken: { preserve_hostname: true, create_hostname_file: false },
    refused: [{ preserve_hostname: null }, "preserve_hostname type"],
  },
  users_groups: {
    taken: { users: ["default", { name: "ada", groups: "sudo", sudo: ["ALL=(ALL) ALL"] }], groups: [{ ops: ["ada"] }] },
    refused: [
      { users: [{ name: "ada", ssh_authorized_keys: "ssh-ed25519 AAAA" }] },
      "users.0.ssh_authorized_keys type",
    ],
  },
  wireguard: {
    taken: { wireguard: { interfaces: [{ name: "wg0", content: "[Interface]" }] } },
    refused: [{ wireguard: { interfaces: [] } }, "wireguard.interfaces tooFew"],
  },
  write_files: {
    taken: { write_files: [{ path: "/etc/x", content: "x", permissions: "0644", encoding: "b64" }] },
    refused: [{ write_files: [{ path: "/etc/x", permissions: 420 }] }, "write_files.0.permissions type"],
  },
  yum_add_repo: {
    taken: { yum_repos: { epel: { baseurl: "https://repo.example.org/$releasever", gpgcheck: true } } },
    refused: [{ yum_repos: { epel: { name: "EPEL" } } }, "yum_repos.epel required"],
  },
  zypper_add_repo: {
    taken: { zypper: { repos: [{ id: "oss", baseurl: "https://repo.example.org", autorefresh: 1 }] } },
    refused: [{ zypper: { repos: [{ id: "oss" }] } }, "zypper.repos.0 required"],
  },
  "base configuration": {
    taken: {
      merge_how: "dict(replace)+list(append)",
      cloud_init_modules: ["mounts", ["ssh", "always"]],
      "launch-index": 1,
    },
    refused: [{ merge_how: [{ name: "list", settings: ["add"] }] }, "merge_how.0.settings.0 enum"],
  },
  output: {
    taken: { output: { all: "| tee -a /var/log/out.log", init: { output: "> /dev/null", error: "&1" } } },
    refused: [{ output: { final: ["> a"] } }, "output.final tooFew"],
  },
  reporting: {
    taken: { reporting: { here: { type: "webhook", endpoint: "https://example.org", retries: 3 } } },
    refused: [{ reporting: { here: { type: "mail" } } }, "reporting.here.type enum"],
  },
};

describe.each(Object.entries(modules))("%s", (_, { taken, refused: [value, fault] }) => {
  it("takes what it is for", () => expect(faultsOf(taken)).toEqual([]));

  it("refuses what it cannot use", () =>
    expect(faultsOf(value).map((one) => `${one.path.join(".")} ${one.fault}`)).toEqual([fault]));
});

it("every top-level key that is shown here is described", () => {
  const known = cloudConfig.is === "map" ? Object.keys(cloudConfig.keys) : [];
  const shown = Object.values(modules).flatMap(({ taken }) => Object.keys(taken));
  expect(shown.filter((key) => !known.includes(key))).toEqual([]);
});
