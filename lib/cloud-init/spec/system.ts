import {
  any,
  boolean,
  type Described,
  hostname,
  list,
  map,
  nothing,
  old,
  oneOf,
  open,
  someTexts,
  text,
  texts,
  uniqueTexts,
  word,
} from "./build.ts";

// cc_set_hostname, cc_update_hostname, cc_update_etc_hosts, cc_locale, cc_timezone, cc_keyboard, cc_ntp, cc_resolv_conf, cc_ca_certs,
// cc_wireguard, cc_rsyslog, cc_seed_random, cc_grub_dpkg, cc_raspberry_pi

const hostnames = list(hostname, { unique: true });

const timeServers = map({
  pools: hostnames,
  servers: hostnames,
  peers: hostnames,
  allow: uniqueTexts,
  ntp_client: text,
  enabled: boolean,
  config: map(
    { confpath: text, check_exe: text, packages: uniqueTexts, service_name: text, template: text },
    { least: 1 },
  ),
});

const certificates = map(
  { trusted: someTexts, remove_defaults: boolean, "remove-defaults": old("22.3", "remove_defaults", boolean) },
  { least: 1, home: "ca_certs" },
);

const tunnels = map(
  {
    interfaces: list(map({ name: text, config_path: text, content: text }), { least: 1 }),
    readinessprobe: uniqueTexts,
  },
  { required: ["interfaces"] },
);

const log = map({
  configs: list(oneOf(text, map({ content: text, filename: text }, { required: ["content"] }))),
  config_dir: text,
  config_filename: text,
  remotes: open(),
  service_reload_command: oneOf(word("auto"), texts),
  install_rsyslog: boolean,
  check_exe: text,
  packages: uniqueTexts,
});

export const system: Described = {
  hostname: text,
  fqdn: text,
  preserve_hostname: boolean,
  prefer_fqdn_over_hostname: boolean,
  create_hostname_file: boolean,
  manage_etc_hosts: oneOf(boolean, word("localhost"), old("22.3", "true", word("template"))),

  locale: oneOf(text, boolean),
  locale_configfile: text,
  timezone: text,
  keyboard: map({ layout: text, model: text, variant: text, options: text }, { required: ["layout"] }),
  ntp: oneOf(timeServers, nothing),

  manage_resolv_conf: boolean,
  resolv_conf: map({
    nameservers: list(any),
    searchdomains: list(any),
    domain: text,
    sortlist: list(any),
    options: open(),
  }),
  wireguard: oneOf(tunnels, nothing),

  ca_certs: certificates,
  "ca-certs": old("22.3", "ca_certs", certificates),
  rsyslog: log,
  random_seed: map({
    file: text,
    data: text,
    encoding: word("raw", "base64", "b64", "gzip", "gz"),
    command: texts,
    command_required: boolean,
  }),
  grub_dpkg: map({
    enabled: boolean,
    "grub-pc/install_devices": text,
    "grub-pc/install_devices_empty": oneOf(boolean, old("22.3", { as: "boolean" }, text)),
    "grub-efi/install_devices": text,
  }),
  "grub-dpkg": old("22.2", "grub_dpkg", open()),
  rpi: open({
    interfaces: open({
      spi: boolean,
      i2c: boolean,
      serial: oneOf(boolean, open({ console: boolean, hardware: boolean })),
      onewire: boolean,
    }),
    enable_usb_gadget: boolean,
  }),
};
