import {
  boolean,
  type Described,
  integer,
  integerFrom,
  map,
  nothing,
  old,
  oneOf,
  open,
  text,
  texts,
  uri,
  word,
} from "./build.ts";
import type { SpecNode } from "./node.ts";

// cc_ubuntu_pro, cc_ubuntu_drivers, cc_ubuntu_autoinstall, cc_lxd, cc_fan, cc_rh_subscription, cc_disable_ec2_metadata

const proxy = oneOf(uri, nothing);

const pro = map(
  {
    token: text,
    enable: texts,
    enable_beta: texts,
    features: map({ disable_auto_attach: boolean }),
    config: open({
      http_proxy: proxy,
      https_proxy: proxy,
      global_apt_http_proxy: proxy,
      global_apt_https_proxy: proxy,
      ua_apt_http_proxy: proxy,
      ua_apt_https_proxy: proxy,
    }),
  },
  { home: "ubuntu_pro" },
);

const lxd = map(
  {
    init: map({
      network_address: text,
      network_port: integer,
      storage_backend: word("zfs", "dir", "lvm", "btrfs"),
      storage_create_device: text,
      storage_create_loop: integer,
      storage_pool: text,
      trust_password: text,
    }),
    bridge: map(
      {
        mode: word("none", "existing", "new"),
        name: text,
        mtu: integerFrom(-1),
        ipv4_address: text,
        ipv4_netmask: integer,
        ipv4_dhcp_first: text,
        ipv4_dhcp_last: text,
        ipv4_dhcp_leases: integer,
        ipv4_nat: boolean,
        ipv6_address: text,
        ipv6_netmask: integer,
        ipv6_nat: boolean,
        domain: text,
      },
      { required: ["mode"] },
    ),
    preseed: text,
  },
  { least: 1 },
);

/** Keys that were written with a dash until 25.3; both at once are refused. */
const renamed: Record<string, SpecNode> = {
  activation_key: text,
  auto_attach: boolean,
  service_level: text,
  add_pool: texts,
  enable_repo: texts,
  disable_repo: texts,
  rhsm_baseurl: text,
  server_hostname: text,
};
const dashed = (name: string) => name.replace("_", "-");

const subscription = map(
  {
    username: text,
    password: text,
    org: oneOf(text, old("24.2", { as: "text" }, integer)),
    release_version: text,
    ...renamed,
    ...Object.fromEntries(Object.entries(renamed).map(([name, node]) => [dashed(name), old("25.3", name, node)])),
  },
  { apart: Object.keys(renamed).map((name) => [name, dashed(name)]) },
);

export const vendors: Described = {
  ubuntu_pro: pro,
  ubuntu_advantage: old("24.1", "ubuntu_pro", pro),
  drivers: map({
    nvidia: map({ "license-accepted": boolean, version: text }, { required: ["license-accepted"] }),
  }),
  autoinstall: open({ version: integer }, { required: ["version"] }),
  lxd,
  fan: map({ config: text, config_path: text }, { required: ["config"] }),
  rh_subscription: subscription,
  disable_ec2_metadata: boolean,
};
