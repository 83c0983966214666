import type { JsonObject } from "../objects/json-value.ts";

/** How one field of a message reads as JSON; a function stands for a message so that messages may name each other. */
export type FieldType = "string" | "bool" | "int" | "base64" | (() => Message);
export type Field = { name: string; type: FieldType; repeated?: boolean; map?: boolean };
export type Message = Readonly<Record<number, Field>>;

type Raw = { number: number; value: bigint | Uint8Array };

const text = new TextDecoder("utf-8", { fatal: true });

/** Reads a proto2 message of known shape into the JSON Kubernetes would show; unknown fields are skipped. Throws RangeError. */
export function decodeMessage(bytes: Uint8Array, message: Message): JsonObject {
  const decoded: JsonObject = {};
  for (const { number, value } of fieldsOf(bytes)) {
    const field = message[number];
    if (field === undefined) continue;
    if (field.map) {
      const entry = mapEntry(value, field);
      const before = decoded[field.name];
      decoded[field.name] = { ...(typeof before === "object" ? before : {}), [entry.key]: entry.value };
    } else if (field.repeated) {
      const before = decoded[field.name];
      decoded[field.name] = [...(Array.isArray(before) ? before : []), convert(value, field.type)];
    } else {
      decoded[field.name] = convert(value, field.type);
    }
  }
  return decoded;
}

function mapEntry(value: bigint | Uint8Array, field: Field): { key: string; value: unknown } {
  const entry = decodeMessage(asBytes(value), {
    1: { name: "key", type: "string" },
    2: { name: "value", type: field.type },
  });
  return { key: String(entry.key ?? ""), value: entry.value ?? "" };
}

function convert(value: bigint | Uint8Array, type: FieldType): unknown {
  if (type === "bool") return value === 1n;
  if (type === "int") return typeof value === "bigint" ? Number(BigInt.asIntN(64, value)) : 0;
  if (type === "base64") return Buffer.from(asBytes(value)).toString("base64");
  if (type === "string") return text.decode(asBytes(value));
  const message = type();
  const decoded = decodeMessage(asBytes(value), message);
  // A Quantity is a message of one string, and a plain string in JSON.
  return message[0]?.name === "unwrap" ? (decoded.string ?? "0") : decoded;
}

function asBytes(value: bigint | Uint8Array): Uint8Array {
  if (typeof value === "bigint") throw new RangeError("a number where a message was expected");
  return value;
}

function* fieldsOf(bytes: Uint8Array): Generator<Raw> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError("a number is cut off or too long");
  };
  const chunk = (length: number): Uint8Array => {
    if (length > bytes.length - at) throw new RangeError("a field is cut off");
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = Number(varint());
    const number = tag >>> 3;
    if ((tag & 7) === 0) yield { number, value: varint() };
    else if ((tag & 7) === 2) yield { number, value: chunk(Number(varint())) };
    else if ((tag & 7) === 1) chunk(8);
    else if ((tag & 7) === 5) chunk(4);
    else throw new RangeError("an unknown wire type");
  }
}
