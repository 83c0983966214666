import { createContext, useContext } from "react";
import type { Stop } from "#components/cloud-init/user-data-props.ts";
import type { CreateInput } from "#lib/create/input.ts";
import type { CatalogueView } from "#lib/resources/image/view.ts";
import type { QuotaView } from "#lib/resources/tenant/view.ts";
import type { Draft } from "./draft.ts";

export type CreateForm = {
  tenant: string;
  catalogue: CatalogueView;
  /** Null when the tenant has none or it could not be read. */
  quota: QuotaView | null;
  /** The public keys of this browser's library. */
  keys: readonly string[];
  draft: Draft;
  input: CreateInput;
  change: (next: (draft: Draft) => Draft) => void;
  /** Somebody has pressed Create once: what is missing may be said. */
  wasTried: boolean;
  /** Parts that come later tell here, by their field, what would stop what is sent. */
  stops?: Map<string, Stop>;
  /** What is wrong with a field or, unless `exactly`, with anything inside it, in words; null while nothing is. */
  errorAt: (path: string, exactly?: "exactly") => string | null;
};

export const CreateFormContext = createContext<CreateForm | null>(null);

export const useCreateForm = (): CreateForm => {
  const form = useContext(CreateFormContext);
  if (!form) throw new Error("This part belongs inside the create form");
  return form;
};
