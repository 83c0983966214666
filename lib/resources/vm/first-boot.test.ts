import { expect, it } from "vitest";
import { firstBootOf } from "./first-boot.ts";

const nothing = { firewall: false, passwords: false, keys: false };

it.each([
  "",
  "#cloud-config\npackages: [htop]\n",
  "#cloud-config\n# ufw would be good\n#ssh_pwauth: true\n",
  "#!/bin/sh\nsystemctl disable --now firewalld\n",
  "#cloud-config\nruncmd:\n  - ufw disable\n",
  "#cloud-config\nssh_pwauth: false\n",
  "#!/bin/sh\nsed -i 's/PasswordAuthentication yes/PasswordAuthentication no/' /etc/ssh/sshd_config\n",
  "#cloud-config\nssh_authorized_keys: []\nssh_import_id: null\n",
  "#cloud-config\nwrite_files:\n  - path: /etc/rufwork\n",
])("nothing of it is in %j", (text) => expect(firstBootOf(text)).toEqual(nothing));

it.each([
  "#cloud-config\nruncmd:\n  - ufw allow 22/tcp\n  - ufw --force enable\n",
  "#cloud-config\npackages: [firewalld]\n",
  "#!/bin/bash\nfirewall-cmd --add-port=443/tcp\n",
  "#cloud-config\nruncmd:\n- [systemctl, enable, --now, nftables]\n",
  "#!/bin/sh\nufw disable\nnft -f /etc/nftables.conf\n",
])("a firewall is in %j", (text) => expect(firstBootOf(text)).toEqual({ ...nothing, firewall: true }));

it.each([
  "#cloud-config\nssh_pwauth: true\n",
  "#cloud-config\nssh_pwauth: 'yes'\n",
  '#cloud-config\n{"ssh_pwauth": true}\n',
  "#!/bin/sh\necho PasswordAuthentication yes >> /etc/ssh/sshd_config\n",
])("passwords are let in by %j", (text) => expect(firstBootOf(text)).toEqual({ ...nothing, passwords: true }));

it.each([
  "#cloud-config\nssh_authorized_keys:\n  - ssh-ed25519 AAAA\n",
  "#cloud-config\nusers:\n  - name: ada\n    ssh-authorized-keys: [ssh-ed25519 AAAA]\n",
  "#cloud-config\nusers:\n  - name: ada\n    ssh_import_id: [gh:ada]\n",
])("a key is given by %j", (text) => expect(firstBootOf(text)).toEqual({ ...nothing, keys: true }));
