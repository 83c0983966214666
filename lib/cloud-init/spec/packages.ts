import {
  any,
  boolean,
  type Described,
  each,
  integer,
  list,
  map,
  nothing,
  old,
  oneOf,
  open,
  someTexts,
  text,
  uri,
  word,
} from "./build.ts";

// cc_package_update_upgrade_install, cc_apt_configure, cc_apt_pipelining, cc_apk_configure, cc_yum_add_repo, cc_zypper_add_repo, cc_snap

/** A name, or a name and a version. */
const versioned = oneOf(text, list(text, { least: 2, most: 2 }));

const mirrors = list(
  map(
    {
      arches: someTexts,
      uri,
      search: list(uri, { least: 1 }),
      search_dns: boolean,
      keyid: text,
      key: text,
      keyserver: text,
    },
    { required: ["arches"], home: "apt.primary" },
  ),
  { least: 1 },
);

const apt = {
  sources: each(
    map({ source: text, keyid: text, key: text, keyserver: text, filename: text, append: boolean }, { least: 1 }),
  ),
  preserve_sources_list: boolean,
  disable_suites: list(text, { least: 1, unique: true }),
  primary: mirrors,
  security: mirrors,
  add_apt_repo_match: text,
  debconf_selections: each(text, { least: 1 }),
  sources_list: text,
  conf: text,
  proxy: text,
  http_proxy: text,
  https_proxy: text,
  ftp_proxy: text,
};

const alpine = map(
  { version: text, base_url: text, community_enabled: boolean, testing_enabled: boolean },
  { required: ["version"] },
);

const yumRepository = map(
  { name: text, baseurl: uri, metalink: uri, mirrorlist: uri, enabled: boolean },
  {
    required: [["baseurl", "metalink", "mirrorlist"]],
    others: oneOf(text, integer, boolean),
    named: "^[0-9a-zA-Z_]+$",
  },
);

const command = oneOf(text, list(text));

export const packages: Described = {
  packages: list(oneOf(versioned, map({ apt: list(versioned), snap: list(versioned) })), { least: 1 }),
  package_update: boolean,
  package_upgrade: boolean,
  package_reboot_if_required: boolean,
  apt_update: old("22.2", "package_update", boolean),
  apt_upgrade: old("22.2", "package_upgrade", boolean),
  apt_reboot_if_required: old("22.2", "package_reboot_if_required", boolean),

  apt: map(apt, { least: 1 }),
  apt_pipelining: oneOf(integer, boolean, word("os"), old("22.4", "os", word("none", "unchanged"))),
  apk_repos: map(
    { alpine_repo: oneOf(alpine, nothing), local_repo_base_url: text, preserve_repositories: boolean },
    { least: 1 },
  ),
  yum_repos: each(yumRepository, { named: "^[0-9a-zA-Z -_]+$", least: 1 }),
  yum_repo_dir: text,
  zypper: map(
    { repos: list(open({ id: text, baseurl: uri }, { required: ["id", "baseurl"] }), { least: 1 }), config: open() },
    { others: any, least: 1 },
  ),
  snap: map(
    {
      commands: oneOf(list(command, { least: 1 }), map({}, { others: command, least: 1 })),
      assertions: oneOf(list(text, { least: 1, unique: true }), map({}, { others: text, least: 1 })),
    },
    { least: 1 },
  ),
};
