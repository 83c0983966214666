import * as z from "zod";
import { section, text, texts } from "../kube-object.ts";
import { cloudInitUser } from "./cloud-init-user.ts";
import { type FirstBoot, firstBootOf } from "./first-boot.ts";
import { notesOf } from "./notes.ts";

/** What only a machine's own page needs of its VMInstance; lists of thousands do not keep it. */
export type OwnObject = {
  /** Whom its cloud-init gives a key; null leaves the image's user. */
  loginUser: string | null;
  firstBoot: FirstBoot;
  /** Hostile text. */
  notes: string;
};

/** Reads a VMInstance as the cluster gives it; null for what is none. Of cloud-init, which is a secret, the user's name and three facts are kept. */
export const ownObjectOf = (object: unknown): OwnObject | null => {
  const read = schema.safeParse(object).data;
  if (!read) return null;
  const { cloudInit } = read.spec;
  return {
    loginUser: cloudInitUser(cloudInit),
    firstBoot: firstBootOf(cloudInit),
    notes: notesOf(read.metadata.annotations),
  };
};

const schema = z.object({
  metadata: z.object({ annotations: texts }),
  spec: section({ cloudInit: text }),
});
