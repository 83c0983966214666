import * as z from "zod";
import { isIsoUrl } from "../../create/installers.ts";
import { sourceUrlProblem } from "../../create/source-url.ts";
import { priceListSchema } from "../../price/list.ts";
import type { PriceList } from "../../price/view.ts";
import { type ProviderWords, providerWordsSchema } from "../provider/words.ts";

/**
 * What an operator says of what is offered: which images where the cluster cannot be asked, what no API tells of one, what the provider
 * promises, and what it costs.
 */
export type CatalogueOverlay = {
  /** Names as VMDisk wants them, for clusters whose images a tenant cannot list. */
  offered: readonly string[];
  /** By image name; what is left out keeps the built-in table's word. */
  images: Readonly<Record<string, ImageOverlay>>;
  /** Null: no driver disc is offered, and no profile that needs one is proposed. */
  windows: WindowsOverlay | null;
  /** What the provider promises; null: nothing is claimed. */
  provider: ProviderWords | null;
  /** What things cost; null: nothing is said of prices. */
  prices: PriceList | null;
};

/** `driversUrl`: an ISO with the virtio drivers, which the cluster downloads. */
export type WindowsOverlay = { driversUrl: string };

const driversUrl = z
  .string()
  .refine(
    (text) => sourceUrlProblem(text) === null && text.startsWith("https:"),
    "must be a public https address without a user or password",
  )
  .refine(isIsoUrl, "must be the address of an .iso file");

const imageName = z.string().regex(/^[a-z0-9](?:[a-z0-9.-]{0,60}[a-z0-9])?$/, "is not an image's name");

const imageOverlaySchema = z.strictObject({
  minimumGib: z.number().positive().max(65_536).optional(),
  kind: z.enum(["cloud", "installer"]).optional(),
  /** Null: nobody can log in. */
  loginUser: z.string().min(1).max(64).nullable().optional(),
  /** In order of preference. */
  profiles: z.array(z.string().min(1).max(253)).max(20).optional(),
  endOfSupport: z.iso.date("must be a day such as 2029-05-31").optional(),
});
export type ImageOverlay = z.output<typeof imageOverlaySchema>;

export const catalogueOverlaySchema: z.ZodType<CatalogueOverlay> = z.strictObject({
  offered: z.array(imageName).max(500).default([]),
  images: z.record(imageName, imageOverlaySchema).default({}),
  windows: z.strictObject({ driversUrl }).nullable().default(null),
  provider: providerWordsSchema.nullable().default(null),
  prices: priceListSchema.nullable().default(null),
});

/** Without a file: nothing is offered that the cluster does not list. */
export const noOverlay: CatalogueOverlay = { offered: [], images: {}, windows: null, provider: null, prices: null };
