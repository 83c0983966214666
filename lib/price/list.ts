import * as z from "zod";
import { className, wordsSchema } from "../resources/provider/words.ts";
import type { Decimal, PriceList, Rate } from "./view.ts";

/** A small number is no power of ten: 0.0000001, not 1e-7. */
const written = (price: number): string =>
  price < 1e-6 && Number(price.toFixed(8)) === price ? price.toFixed(8) : String(price);

/** A number of YAML or JSON as it was written: up to nine digits before the point and eight behind. */
const decimal: z.ZodType<Decimal> = z
  .union([z.string(), z.number().transform(written)], { error: "must be a price such as 0.0145" })
  .pipe(z.string().regex(/^\d{1,9}(\.\d{1,8})?$/, "must be a price such as 0.0145, with at most 8 decimals"));

const oneOf = "must say the price of an hour or of a month";
const rate: z.ZodType<Rate> = z.union(
  [
    z.strictObject({ hour: decimal }).transform(({ hour }): Rate => ({ amount: hour, per: "hour" })),
    z.strictObject({ month: decimal }).transform(({ month }): Rate => ({ amount: month, per: "month" })),
  ],
  { error: oneOf },
);

const codes = new Set(Intl.supportedValuesOf("currency"));

export const priceListSchema: z.ZodType<PriceList> = z.strictObject({
  currency: z.string().refine((code) => codes.has(code), "must be a currency of ISO 4217 such as CHF"),
  cpu: rate.nullable().default(null),
  memory: rate.nullable().default(null),
  storage: z
    .strictObject({ classes: z.record(className, decimal).default({}), default: decimal.nullable().default(null) })
    .default({ classes: {}, default: null }),
  address: rate.nullable().default(null),
  stopped: z.enum(["disks", "all"]).default("all"),
  vat: wordsSchema.nullable().default(null),
  note: wordsSchema.nullable().default(null),
});
