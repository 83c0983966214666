import {
  boolean,
  type Described,
  each,
  integer,
  list,
  map,
  matching,
  nothing,
  old,
  oneOf,
  text,
  texts,
  word,
} from "./build.ts";

// cc_disk_setup, cc_mounts, cc_growpart, cc_resizefs

const partitions = list(oneOf(integer, list(oneOf(integer, text), { least: 2, most: 2 })));
const commandLine = oneOf(texts, text);

/** Upstream's pattern, written so that it never goes back over what it read. */
const size = matching("^([0-9]*\\.)?[0-9]+[BKMGT]$");

export const disks: Described = {
  device_aliases: each(text),
  disk_setup: each(
    map({
      table_type: word("mbr", "gpt"),
      layout: oneOf(boolean, word("remove"), partitions),
      overwrite: boolean,
    }),
  ),
  fs_setup: list(
    map({
      label: text,
      filesystem: text,
      device: text,
      partition: word("auto", "any", "none"),
      overwrite: boolean,
      replace_fs: text,
      extra_opts: commandLine,
      cmd: commandLine,
    }),
  ),
  mounts: list(list(text, { least: 1, most: 6 }), { least: 1 }),
  mount_default_fields: list(oneOf(text, nothing), { least: 6, most: 6 }),
  swap: map({ filename: text, size: oneOf(word("auto"), integer, size), maxsize: oneOf(integer, size) }),
  growpart: map({
    mode: oneOf(word("auto", "growpart", "gpart", "off"), old("22.3", "off", { is: "boolean", only: false })),
    devices: texts,
    ignore_growroot_disabled: boolean,
  }),
  resize_rootfs: oneOf(boolean, word("noblock")),
};
