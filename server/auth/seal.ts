import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

/** What is written with it can be read with the same secret only. */
export type Seal = {
  close: (text: string) => string;
  /** Null for what was not closed with this seal. */
  open: (sealed: string) => string | null;
};

const cipherName = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;

/**
 * For what lies in a store and is about somebody: the key is made of a value that only their browser keeps, so that neither the store
 * nor a copy of it tells anything. `purpose` keeps two uses of one secret apart.
 */
export const createSeal = (secret: string, purpose: string): Seal => {
  const key = Buffer.from(hkdfSync("sha256", secret, "", `porthole ${purpose}`, 32));
  return {
    close: (text) => {
      const iv = randomBytes(ivBytes);
      const cipher = createCipheriv(cipherName, key, iv, { authTagLength: tagBytes });
      const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed, "base64url");
      if (bytes.length < ivBytes + tagBytes) return null;
      const decipher = createDecipheriv(cipherName, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes });
      decipher.setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
      try {
        return decipher.update(bytes.subarray(ivBytes + tagBytes), undefined, "utf8") + decipher.final("utf8");
      } catch {
        return null;
      }
    },
  };
};
