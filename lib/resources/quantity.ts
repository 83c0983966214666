/** Kubernetes quantities (`apimachinery/pkg/api/resource/quantity.go`), exact: a bigint counts billionths. */

const pattern = /^([+-]?)(\d{1,30})?(?:\.(\d{0,18}))?(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d{1,2}))?$/;
const decimalExponents: Record<string, number> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binaryPowers: Record<string, number> = { Ki: 1, Mi: 2, Gi: 3, Ti: 4, Pi: 5, Ei: 6 };
const nano = 1_000_000_000n;

/** Billionths of the quantity, rounded up as Kubernetes rounds; null when the text is no quantity. */
export const parseQuantity = (text: string): bigint | null => {
  const match = pattern.exec(text);
  const [, sign, whole, fraction, binary, decimal, exponentText] = match ?? [];
  if (!match || (!whole && !fraction)) return null;
  const digits = BigInt(`${whole ?? ""}${fraction ?? ""}`);
  const exponent = exponentText ? Number(exponentText) : decimal ? (decimalExponents[decimal] ?? 0) : 0;
  const factor = binary ? 1024n ** BigInt(binaryPowers[binary] ?? 0) : 1n;
  const shift = 9 + exponent - (fraction?.length ?? 0);
  const scaled = digits * factor;
  const value = shift >= 0 ? scaled * 10n ** BigInt(shift) : ceilDivide(scaled, 10n ** BigInt(-shift));
  return sign === "-" ? -value : value;
};

const ceilDivide = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;

/** Cores, counts and the like; null when the value is no quantity or too large to be exact. */
export const quantityToNumber = (value: string | number | null | undefined): number | null => {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  const parsed = value ? parseQuantity(value) : null;
  if (parsed === null || !isSafe(parsed / nano)) return null;
  return Number(parsed / nano) + Number(parsed % nano) / 1e9;
};

/** Whole bytes, rounded up. */
export const quantityToBytes = (value: string | number | null | undefined): number | null => {
  if (typeof value === "number") return Number.isSafeInteger(value) ? value : null;
  const parsed = value ? parseQuantity(value) : null;
  if (parsed === null) return null;
  const bytes = parsed > 0n ? ceilDivide(parsed, nano) : parsed / nano;
  return isSafe(bytes) ? Number(bytes) : null;
};

const isSafe = (value: bigint): boolean => value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER;

/** Bytes in the largest binary unit that is exact: `20Gi`, `1536Mi`, `1000`. */
export const bytesToQuantity = (bytes: number): string => {
  const units = ["Ki", "Mi", "Gi", "Ti", "Pi"];
  let value = bytes;
  let unit = "";
  for (const next of units) {
    if (value === 0 || value % 1024 !== 0) break;
    value /= 1024;
    unit = next;
  }
  return `${value}${unit}`;
};

export const gibibyte = 1024 ** 3;
