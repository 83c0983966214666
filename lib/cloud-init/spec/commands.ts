import {
  any,
  boolean,
  type Described,
  integer,
  integerFrom,
  list,
  map,
  matching,
  nothing,
  old,
  oneOf,
  text,
  texts,
  uri,
  word,
} from "./build.ts";

// cc_bootcmd, cc_runcmd, cc_write_files, cc_scripts_vendor, cc_final_message, cc_power_state_change, cc_phone_home, cc_byobu

const reported = word("pub_key_rsa", "pub_key_ecdsa", "pub_key_ed25519", "instance_id", "hostname", "fqdn");

const file = map(
  {
    path: text,
    content: text,
    source: map({ uri, headers: map({}, { others: text }) }, { required: ["uri"] }),
    owner: text,
    permissions: text,
    encoding: word("text/plain", "b64", "base64", "gz", "gzip", "gz+b64", "gz+base64", "gzip+b64", "gzip+base64"),
    append: boolean,
    defer: boolean,
  },
  { required: ["path"] },
);

export const commands: Described = {
  bootcmd: list(oneOf(text, texts), { least: 1 }),
  runcmd: list(oneOf(text, texts, nothing), { least: 1 }),
  write_files: list(file, { least: 1 }),
  vendor_data: map({
    enabled: oneOf(boolean, old("22.3", { as: "boolean" }, text)),
    prefix: oneOf(list(oneOf(text, integer)), text),
  }),
  final_message: text,
  power_state: map(
    {
      mode: word("poweroff", "reboot", "halt"),
      delay: oneOf(integerFrom(0), word("now"), old("22.3", { as: "integer" }, matching("^\\+?[0-9]+$"))),
      message: text,
      timeout: integer,
      condition: oneOf(boolean, text, list(any)),
    },
    { required: ["mode"] },
  ),
  phone_home: map({ url: uri, post: oneOf(word("all"), list(reported)), tries: integer }, { required: ["url"] }),
  byobu_by_default: word(
    "enable-system",
    "enable-user",
    "disable-system",
    "disable-user",
    "enable",
    "disable",
    "user",
    "system",
  ),
};
