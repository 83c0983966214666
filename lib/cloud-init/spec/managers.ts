import {
  anyName,
  boolean,
  type Described,
  integer,
  list,
  map,
  matching,
  numberFrom,
  old,
  oneOf,
  open,
  text,
  texts,
  word,
} from "./build.ts";

// cc_ansible, cc_chef, cc_puppet, cc_salt_minion, cc_mcollective, cc_landscape, cc_spacewalk

/** What both ways to run Ansible know. */
const ansibleOptions = {
  diff: boolean,
  scp_extra_args: text,
  sftp_extra_args: text,
  private_key: text,
  module_path: text,
  connection: text,
  vault_id: text,
  vault_password_file: text,
  inventory: text,
  module_name: text,
  sleep: text,
  tags: text,
  skip_tags: text,
};

const pull = map(
  {
    ...ansibleOptions,
    url: text,
    playbook_names: texts,
    playbook_name: old("25.2", "playbook_names", text),
    accept_host_key: boolean,
    checkout: text,
    clean: boolean,
    full: boolean,
    ssh_common_args: text,
    timeout: text,
    verify_commit: boolean,
  },
  { required: ["url", ["playbook_names", "playbook_name"]], apart: [["playbook_names", "playbook_name"]] },
);

const run = open({
  ...ansibleOptions,
  playbook_name: text,
  playbook_dir: text,
  become_password_file: text,
  connection_password_file: text,
  list_hosts: boolean,
  syntax_check: boolean,
  timeout: numberFrom(0),
  background: numberFrom(0),
  check: boolean,
  poll: numberFrom(0),
  args: text,
  extra_vars: text,
  forks: numberFrom(0),
});

const ansible = map({
  install_method: word("distro", "pip"),
  package_name: text,
  run_user: text,
  ansible_config: text,
  galaxy: map({ actions: list(list(matching("^.*$"))) }, { required: ["actions"] }),
  pull: oneOf(list(pull), old("25.2", { as: "list" }, pull)),
  setup_controller: map({
    repositories: list(map({ path: text, source: text }, { required: ["path", "source"] })),
    run_ansible: list(run),
  }),
});

const chef = map(
  {
    directories: list(text, { least: 1, unique: true }),
    config_path: text,
    validation_cert: text,
    validation_key: text,
    validation_name: text,
    firstboot_path: text,
    exec: boolean,
    client_key: text,
    encrypted_data_bag_secret: text,
    environment: text,
    file_backup_path: text,
    file_cache_path: text,
    json_attribs: text,
    log_level: text,
    log_location: text,
    node_name: text,
    omnibus_url: text,
    omnibus_url_retries: integer,
    omnibus_version: text,
    pid_file: text,
    server_url: text,
    show_time: boolean,
    ssl_verify_mode: text,
    force_install: boolean,
    initial_attributes: open(),
    install_type: word("packages", "gems", "omnibus"),
    run_list: texts,
    chef_license: word("accept", "accept-silent", "accept-no-persist"),
  },
  { least: 1 },
);

const puppet = map({
  install: boolean,
  install_type: word("packages", "aio"),
  version: text,
  collection: text,
  aio_install_url: text,
  cleanup: boolean,
  package_name: text,
  conf_file: text,
  ssl_dir: text,
  conf: map({ main: open(), server: open(), agent: open(), user: open(), ca_cert: text }),
  csr_attributes: map({ custom_attributes: open(), extension_requests: open() }),
  csr_attributes_path: text,
  exec: boolean,
  exec_args: texts,
  start_service: boolean,
});

const landscapeClient = open(
  {
    account_name: text,
    computer_title: text,
    url: text,
    ping_url: text,
    data_path: text,
    log_level: word("debug", "info", "warning", "error", "critical"),
    registration_key: text,
    tags: matching("^[-_0-9a-zA-Z]+(,[-_0-9a-zA-Z]+)*$"),
    http_proxy: text,
    https_proxy: text,
  },
  { required: ["account_name", "computer_title"] },
);

export const managers: Described = {
  ansible,
  chef,
  puppet,
  salt_minion: map({
    pkg_name: text,
    service_name: text,
    config_dir: text,
    conf: open(),
    grains: open(),
    public_key: text,
    private_key: text,
    pki_dir: text,
  }),
  mcollective: map({
    conf: map({ "public-cert": text, "private-cert": text }, { others: oneOf(text, integer, boolean), named: anyName }),
  }),
  landscape: map({ client: landscapeClient }, { required: ["client"] }),
  spacewalk: map({ server: text, proxy: text, activation_key: text }),
};
