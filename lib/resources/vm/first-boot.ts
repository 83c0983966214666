/** What good practice asks of user data; nothing else of it, which is a secret, comes out of here. */
export type FirstBoot = {
  /** It speaks of a firewall inside the guest, and not only to switch it off. */
  firewall: boolean;
  /** It lets people in over SSH by password. */
  passwords: boolean;
  /** It gives somebody a key. */
  keys: boolean;
};

const firewall = /\b(?:ufw|firewalld|firewall-cmd|nftables|nft)\b/;
const against = /\b(?:disable|stop|mask|remove|purge|absent|false|inactive)\b/i;
const passwords = /\bssh_pwauth["']?\s*:\s*["']?(?:true|yes|on|1|y)\b|\bPasswordAuthentication\s+yes\b/i;
/** A line that replaces one by the other speaks of both. */
const noPasswords = /\bPasswordAuthentication\s+no\b/i;
const keys = /\b(?:ssh[_-]authorized[_-]keys|ssh_import_id)["']?\s*:(?!\s*(?:\[\s*\]|null|~)\s*$)/;

/**
 * Read by words, line by line without comments: scripts and every other kind of user data are read as well as cloud-config is, and a line
 * that cannot be read as YAML hides nothing.
 */
export const firstBootOf = (userData: string): FirstBoot => {
  const lines = userData.split("\n").filter((line) => !/^\s*#/.test(line));
  return {
    firewall: lines.some((line) => firewall.test(line) && !against.test(line)),
    passwords: lines.some((line) => passwords.test(line) && !noPasswords.test(line)),
    keys: lines.some((line) => keys.test(line)),
  };
};
