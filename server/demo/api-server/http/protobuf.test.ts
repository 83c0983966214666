import { expect, test } from "vitest";
import { decodeProtobufObject } from "./protobuf-kinds.ts";

/** Bytes of the shape kubectl 1.35 sends for `create configmap x --from-literal=a=1`. */
const field = (number: number, ...content: number[]) => [(number << 3) | 2, content.length, ...content];
const text = (number: number, value: string) => field(number, ...Buffer.from(value));
const MAGIC = [0x6b, 0x38, 0x73, 0x00];

const envelope = (kind: string, raw: number[]) =>
  Uint8Array.from([...MAGIC, ...field(1, ...text(1, "v1"), ...text(2, kind)), ...field(2, ...raw)]);

const CONFIG_MAP = [
  ...field(1, ...text(1, "x"), ...text(15, "unknown")),
  ...field(2, ...text(1, "a"), ...text(2, "1")),
  0x20,
  0x01,
];

test("a known kind reads as its JSON", () => {
  expect(decodeProtobufObject(envelope("ConfigMap", CONFIG_MAP))).toEqual({
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "x" },
    data: { a: "1" },
    immutable: true,
  });
});

test("a kind that only comes as JSON is not decoded", () => {
  expect(decodeProtobufObject(envelope("Pod", []))).toBeUndefined();
  expect(decodeProtobufObject(envelope("constructor", []))).toBeUndefined();
});

test("bytes cut off anywhere are refused or read, never a crash of another kind", () => {
  const whole = envelope("ConfigMap", CONFIG_MAP);
  for (let length = 0; length < whole.length; length += 1) {
    try {
      decodeProtobufObject(whole.subarray(0, length));
    } catch (cause) {
      expect(cause).toBeInstanceOf(RangeError);
    }
  }
});
