import { expect, test } from "vitest";
import { asksForSecret } from "./password-prompt.ts";

test.each([
  "Password: ",
  "[sudo] password for ada: ",
  "[sudo] Passwort für ada: ",
  "Mot de passe : ",
  "Enter passphrase for /dev/vda3: ",
  "Please enter passphrase for disk root (cryptroot):",
  "Enter PIN for authenticator:",
])("%s", (line) => expect(asksForSecret(line)).toBe(true));

test.each([
  "ada@web:~$ ",
  "web login: ",
  "password=x",
  "The password was changed.",
  "spinning: ",
  "cat passwords.txt",
  "",
])("not: %s", (line) => expect(asksForSecret(line)).toBe(false));
