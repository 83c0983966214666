/** Kubernetes quantities as exact integers of nano-units, so that `100m` and `1.5Gi` add up without rounding. */
const NANO = 1_000_000_000n;

const BINARY: Readonly<Record<string, bigint>> = {
  Ki: 1024n,
  Mi: 1024n ** 2n,
  Gi: 1024n ** 3n,
  Ti: 1024n ** 4n,
  Pi: 1024n ** 5n,
  Ei: 1024n ** 6n,
};
const DECIMAL_EXPONENT: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  "": 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const FORM = /^([+-]?)(\d+(?:\.\d*)?|\.\d+)(?:(Ki|Mi|Gi|Ti|Pi|Ei)|([numkMGTPE]?)|[eE]([+-]?\d{1,2}))$/;

/** Undefined for what is no quantity. */
export function parseQuantity(value: unknown): bigint | undefined {
  const text = typeof value === "number" ? String(value) : value;
  const found = typeof text === "string" ? FORM.exec(text) : null;
  if (found === null) return undefined;
  const [, sign, digits = "0", binary, suffix = "", exponent] = found;
  const [whole = "", fraction = ""] = digits.split(".");
  const mantissa = BigInt(`${whole}${fraction}` || "0");
  const scale = 10n ** BigInt(fraction.length);
  const nano =
    binary === undefined
      ? times10(mantissa * NANO, exponent === undefined ? (DECIMAL_EXPONENT[suffix] ?? 0) : Number(exponent)) / scale
      : (mantissa * NANO * (BINARY[binary] ?? 1n)) / scale;
  return sign === "-" ? -nano : nano;
}

const times10 = (value: bigint, exponent: number): bigint =>
  exponent >= 0 ? value * 10n ** BigInt(exponent) : value / 10n ** BigInt(-exponent);

/** The canonical text: binary suffixes for `binary` amounts (memory, storage), else decimal. */
export function formatQuantity(nano: bigint, binary: boolean): string {
  if (nano % NANO !== 0n) return nano % 1_000_000n === 0n ? `${nano / 1_000_000n}m` : `${nano}n`;
  const whole = nano / NANO;
  if (whole === 0n) return "0";
  const units = binary ? Object.entries(BINARY) : [...DECIMAL_UNITS];
  const unit = units.findLast(([, factor]) => whole % factor === 0n);
  return unit === undefined ? String(whole) : `${whole / unit[1]}${unit[0]}`;
}

const DECIMAL_UNITS: [string, bigint][] = ["k", "M", "G", "T", "P", "E"].map((unit, index) => [
  unit,
  1000n ** BigInt(index + 1),
]);
