import {
  any,
  type Described,
  each,
  integer,
  integerFrom,
  list,
  map,
  numberFrom,
  old,
  oneOf,
  open,
  text,
  texts,
  uri,
  word,
} from "./build.ts";

// base_config, output_config, reporting_config, cc_install_hotplug, and the two keys at the top that only autoinstall reads

/** Modules as cloud-init's own configuration names them; each may be written with dashes. */
const moduleNames = (
  "ansible apk_configure apt_configure apt_pipelining bootcmd byobu ca_certs chef disable_ec2_metadata disk_setup fan final_message " +
  "growpart grub_dpkg install_hotplug keyboard keys_to_console landscape locale lxd mcollective mounts ntp " +
  "package_update_upgrade_install phone_home power_state_change puppet reset_rmc resizefs resolv_conf rh_subscription rsyslog runcmd " +
  "salt_minion scripts_per_boot scripts_per_instance scripts_per_once scripts_user scripts_vendor seed_random set_hostname set_passwords " +
  "snap spacewalk ssh ssh_authkey_fingerprints ssh_import_id timezone ubuntu_advantage ubuntu_autoinstall ubuntu_drivers " +
  "update_etc_hosts update_hostname users_groups wireguard write_files write_files_deferred yum_add_repo zypper_add_repo"
).split(" ");
const onlyUnderscored = ["raspberry_pi", "ubuntu_pro"];
const dashed = moduleNames.map((name) => name.replaceAll("_", "-"));

const modules = list(oneOf(word(...new Set([...moduleNames, ...onlyUnderscored, ...dashed])), list(any)));

const merging = oneOf(
  text,
  list(
    map(
      {
        name: word("list", "dict", "str"),
        settings: list(
          word(
            "allow_delete",
            "no_replace",
            "replace",
            "append",
            "prepend",
            "recurse_dict",
            "recurse_list",
            "recurse_array",
            "recurse_str",
          ),
        ),
      },
      { required: ["name", "settings"], home: "merge_how" },
    ),
    { least: 1 },
  ),
);

const stream = oneOf(
  text,
  list(text, { least: 2, most: 2 }),
  map({ output: text, error: text }, { home: "output.all" }),
);

/** Where it reports to; `type` tells which of these it is. */
const reporter = (type: string, described: Described, ...required: string[]) =>
  map({ type: word(type), ...described }, { required: ["type", ...required] });

const reporters = oneOf(
  reporter("log", { level: word("DEBUG", "INFO", "WARN", "ERROR", "FATAL") }),
  reporter("print", {}),
  reporter(
    "webhook",
    {
      endpoint: uri,
      consumer_key: text,
      token_key: text,
      token_secret: text,
      consumer_secret: text,
      timeout: numberFrom(0),
      retries: integerFrom(0),
    },
    "endpoint",
  ),
  reporter("hyperv", { kvp_file_path: text, event_types: texts }),
);

export const base: Described = {
  cloud_init_modules: modules,
  cloud_config_modules: modules,
  cloud_final_modules: modules,
  "launch-index": integer,
  merge_how: merging,
  merge_type: merging,
  system_info: old("24.2", null, open()),
  output: map({ all: stream, init: stream, config: stream, final: stream }),
  reporting: each(reporters),
  updates: map({
    network: map({ when: list(word("boot-new-instance", "boot-legacy", "boot", "hotplug")) }, { required: ["when"] }),
  }),
  version: any,
  migrate: any,
};
