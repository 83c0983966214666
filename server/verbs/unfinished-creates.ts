import { createHash } from "node:crypto";
import * as z from "zod";
import type { CreateInput } from "#lib/create/input.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { Person } from "../auth/person.ts";
import type { SharedStore } from "../store/shared-store.ts";
import { scopeOf } from "./task-board.ts";

const rememberMs = 60 * 60_000;

/** What an earlier try made, as `kind/name`; of the input only a digest is kept. */
const recordSchema = z.object({ input: z.string(), made: z.array(z.string()) });

export type Unfinished = {
  readonly made: ReadonlySet<string>;
  note: (object: string) => Promise<void>;
  finish: () => Promise<void>;
};

/** Plans that failed on their way: asking for the same again, on whichever replica, goes on with what exists instead of making it twice. */
export const createUnfinished = (store: SharedStore) => ({
  of: async (person: Person, tenant: string, input: CreateInput): Promise<Unfinished> => {
    const { who } = scopeOf(person, tenant);
    const key = `create:unfinished:${who}:${tenant}/${input.name}`;
    const digest = createHash("sha256").update(JSON.stringify(input)).digest("base64url");
    const stored = await store.get(key);
    const known = stored === null ? null : recordSchema.parse(JSON.parse(stored));
    const made = new Set(known?.input === digest ? known.made : []);
    return {
      made,
      note: (object) => {
        made.add(object);
        return store.set(key, JSON.stringify({ input: digest, made: [...made] }), rememberMs);
      },
      finish: async () => {
        await store.delete(key);
      },
    };
  },
});

/** The catalogue as it was before the earlier try, so that the same input gives the same names. */
export const withoutMade = (catalogue: CatalogueView, made: ReadonlySet<string>): CatalogueView => ({
  ...catalogue,
  takenVmNames: catalogue.takenVmNames.filter((name) => !made.has(`VMInstance/${name}`)),
  takenDiskNames: catalogue.takenDiskNames.filter((name) => !made.has(`VMDisk/${name}`)),
});
