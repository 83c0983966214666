import {
  boolean,
  type Described,
  date,
  each,
  integer,
  list,
  map,
  matching,
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
import type { SpecNode } from "./node.ts";

// cc_users_groups, cc_set_passwords, cc_ssh, cc_ssh_import_id, cc_ssh_authkey_fingerprints, cc_keys_to_console

const members = oneOf(text, someTexts);
const groupsByName = each(members);

/** A key that was written with dashes until 24.2, and how it is written now. */
const dashed = (name: string, node: SpecNode): Described => ({
  [name]: node,
  [name.replaceAll("_", "-")]: old("24.2", name, node),
});

const user = map(
  {
    name: text,
    snapuser: text,
    doas: someTexts,
    expiredate: date,
    gecos: text,
    groups: oneOf(text, someTexts, old("23.1", { as: "list" }, map({}, { others: nothing }))),
    homedir: text,
    inactive: text,
    lock_passwd: boolean,
    "lock-passwd": old("22.3", "lock_passwd", boolean),
    passwd: text,
    ...dashed("hashed_passwd", text),
    ...dashed("plain_text_passwd", text),
    ...dashed("no_create_home", boolean),
    ...dashed("no_log_init", boolean),
    ...dashed("no_user_group", boolean),
    ...dashed("create_groups", boolean),
    ...dashed("primary_group", text),
    ...dashed("selinux_user", text),
    ...dashed("ssh_import_id", someTexts),
    ...dashed("ssh_redirect_user", boolean),
    shell: text,
    ssh_authorized_keys: someTexts,
    "ssh-authorized-keys": old("18.3", "ssh_authorized_keys", someTexts),
    sudo: oneOf(text, nothing, list(oneOf(text, nothing)), old("22.2", "null", boolean)),
    system: boolean,
    uid: oneOf(integer, old("22.3", { as: "integer" }, text)),
  },
  { required: [["name", "snapuser"]], apart: [["name", "snapuser"]], home: "users" },
);

const password = {
  users: list(
    oneOf(
      map({ name: text, password: text, type: word("hash", "text") }, { required: ["name", "password"] }),
      map({ name: text, type: word("RANDOM") }, { required: ["name", "type"] }),
    ),
  ),
  expire: boolean,
  // One ":" that is neither first nor last, in one line.
  list: old("22.2", "users", oneOf(text, list(matching("^.[^:\\n\\r\\u2028\\u2029]*:.+$"), { least: 1 }))),
};

const keyTypes = ["ecdsa", "ed25519", "rsa"];

export const users: Described = {
  users: oneOf(list(oneOf(text, texts, user)), text, open()),
  user: oneOf(user, text),
  groups: oneOf(list(oneOf(text, groupsByName), { least: 1 }), groupsByName, text),

  password: text,
  chpasswd: map(password),
  ssh_pwauth: oneOf(boolean, old("22.3", { as: "boolean" }, text)),

  ssh_authorized_keys: someTexts,
  ssh_import_id: texts,
  ssh_keys: each(text, { named: `^(${keyTypes.join("|")})_(public|private|certificate)$` }),
  ssh_deletekeys: boolean,
  ssh_genkeytypes: list(word(...keyTypes), { least: 1 }),
  ssh_quiet_keygen: boolean,
  ssh_publish_hostkeys: map({ enabled: boolean, blacklist: texts }),
  allow_public_ssh_keys: boolean,
  disable_root: boolean,
  disable_root_opts: text,
  no_ssh_fingerprints: boolean,
  authkey_hash: text,

  ssh: map({ emit_keys_to_console: boolean }, { required: ["emit_keys_to_console"] }),
  ssh_key_console_blacklist: uniqueTexts,
  ssh_fp_console_blacklist: uniqueTexts,
};
