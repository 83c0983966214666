import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogueFixture } from "../create/catalogue.fixture.ts";
import { defaultInput } from "../create/defaults.ts";
import { gibibyte } from "../resources/quantity.ts";
import { priceListSchema } from "./list.ts";
import { decimalOf, digitsOf } from "./money.ts";
import { priceOf, priceOfSize } from "./price.ts";
import { type Priced, pricedOfInput, pricedOfMachine } from "./priced.ts";

const list = priceListSchema.parse({
  currency: "CHF",
  cpu: { hour: 0.0145 },
  memory: { month: "3.10" },
  storage: { classes: { replicated: 0.14 }, default: 0.06 },
  address: { month: 3 },
  stopped: "disks",
});

const machine: Priced = {
  size: { cpu: 2, memoryBytes: 8 * gibibyte },
  disks: [
    { storageClass: "replicated", sizeBytes: 20 * gibibyte },
    { storageClass: "local", sizeBytes: 10 * gibibyte },
    { storageClass: "replicated", sizeBytes: 30 * gibibyte },
  ],
  hasAddress: true,
  gpus: [],
};

const shown = ({ lines, digits }: ReturnType<typeof priceOf>) =>
  lines.map(({ what, minor, why }) => `${what} ${minor === null ? why : decimalOf(minor, digits)}`);

describe("the price of a month", () => {
  it("is made of its parts, to the smallest unit, and adds up", () => {
    const price = priceOf(machine, list);
    // 2 × 0.0145 × 730 = 21.17; 8 × 3.10; 50 × 0.14; 10 × 0.06.
    expect(shown(price)).toEqual(["cpu 21.17", "memory 24.80", "storage 7.00", "storage 0.60", "address 3.00"]);
    expect([decimalOf(price.minor, price.digits), price.isWhole]).toEqual(["56.57", true]);
    expect(price.savedWhenOff).toBe(4597n);
  });

  it("has no dust: a tenth three hundred times is thirty", () => {
    const dusty = { ...list, storage: { classes: {}, default: "0.1" } };
    const disks = Array.from({ length: 300 }, () => ({ storageClass: "a", sizeBytes: gibibyte }));
    expect(shown(priceOf({ ...machine, disks }, dusty))).toContain("storage 30.00");
  });

  it("rounds half a smallest unit up, of a GiB that is not whole and of half a vCPU, too", () => {
    const cheap = priceListSchema.parse({ currency: "CHF", cpu: { month: 0.01 }, memory: { month: 0.01 } });
    const of = (cpu: number, gib: number) =>
      shown(priceOf({ size: { cpu, memoryBytes: gib * gibibyte }, disks: [], hasAddress: false, gpus: [] }, cheap));
    expect(of(1, 0.5)).toEqual(["cpu 0.01", "memory 0.01"]);
    expect(of(0.5, 0.25)).toEqual(["cpu 0.01", "memory 0.00"]);
    expect(of(0.25, 1.5)).toEqual(["cpu 0.00", "memory 0.02"]);
  });

  it("knows currencies without and with three digits behind the point", () => {
    expect([digitsOf("JPY"), digitsOf("CHF"), digitsOf("BHD")]).toEqual([0, 2, 3]);
    expect([decimalOf(1234n, 0), decimalOf(5n, 2), decimalOf(-1234n, 3)]).toEqual(["1234", "0.05", "-1.234"]);
    expect(shown(priceOf(machine, { ...list, currency: "JPY" }))[0]).toBe("cpu 21");
  });

  it("of an address alone is not asked for where there is none", () => {
    expect(shown(priceOf({ ...machine, hasAddress: false }, list)).some((line) => line.startsWith("address"))).toBe(
      false,
    );
  });

  it("adds up exactly, whatever is in it", () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 512 }),
        fc.integer({ min: 1, max: 2 ** 45 }),
        fc.array(fc.integer({ min: 1, max: 2 ** 46 }), { maxLength: 5 }),
        (cpu, memoryBytes, sizes) => {
          const disks = sizes.map((sizeBytes, at) => ({ storageClass: `c${at}`, sizeBytes }));
          const price = priceOf({ size: { cpu, memoryBytes }, disks, hasAddress: true, gpus: [] }, list);
          expect(price.lines.reduce((sum, { minor }) => sum + (minor ?? 0n), 0n)).toBe(price.minor);
          expect(price.isWhole).toBe(true);
        },
      ),
    ));
});

describe("what has no price", () => {
  const partial = priceListSchema.parse({ currency: "CHF", storage: { classes: { replicated: 1 } } });

  it("is said and never counted as nothing", () => {
    const price = priceOf({ ...machine, gpus: ["a10", "t4", "a10"] }, partial);
    expect(shown(price)).toEqual([
      "cpu unlisted",
      "memory unlisted",
      "storage 50.00",
      "storage unlisted",
      "address unlisted",
      "gpu unlisted",
      "gpu unlisted",
    ]);
    expect(price.lines.at(-2)).toMatchObject({ name: "a10", count: 2 });
    expect([price.isWhole, price.savedWhenOff]).toEqual([false, null]);
    expect(priceOfSize(machine.size, partial)).toBeNull();
  });

  it("is also what nobody knows the amount of, or has not filled in", () => {
    const disks = [
      { storageClass: "replicated", sizeBytes: null },
      { storageClass: "replicated", sizeBytes: gibibyte },
      { storageClass: "local", sizeBytes: 0 },
    ];
    expect(shown(priceOf({ ...machine, size: null, disks }, list))).toEqual([
      "cpu unknown",
      "memory unknown",
      "storage 0.14",
      "storage unknown",
      "storage unknown",
      "address 3.00",
    ]);
    expect(priceOfSize({ cpu: 0, memoryBytes: gibibyte }, list)).toBeNull();
  });

  it("a class called like what every object has is no price of the list", () => {
    const odd = { ...machine, disks: [{ storageClass: "constructor", sizeBytes: gibibyte }] };
    expect(shown(priceOf(odd, partial))).toContain("storage unlisted");
  });
});

describe("switched off", () => {
  it("saves what runs only where the list says so", () => {
    expect(priceOf(machine, { ...list, stopped: "all" }).savedWhenOff).toBeNull();
    expect(priceOf(machine, { ...list, cpu: null }).savedWhenOff).toBeNull();
    expect(priceOf({ ...machine, size: null }, list).savedWhenOff).toBeNull();
  });
});

describe("what is priced", () => {
  it("of a machine to be made are its new disks, not those that are there already", () => {
    const input = defaultInput(catalogueFixture, null);
    const priced = pricedOfInput(
      { ...input, disks: [...input.disks, { kind: "existing", name: "spare", bus: "" }] },
      catalogueFixture,
    );
    expect(priced.disks.map(({ sizeBytes }) => sizeBytes)).toEqual([20 * gibibyte]);
    expect(priced).toMatchObject({ hasAddress: true, size: { cpu: 1, memoryBytes: 4 * gibibyte } });
    const hidden = pricedOfInput({ ...input, exposure: { kind: "private" } }, catalogueFixture);
    expect(hidden.hasAddress).toBe(false);
  });

  it("of a machine that is there are all of its disks, in its own size or another", () => {
    const settings = {
      size: { instanceType: "u1.medium", cpu: "", sockets: "", memory: "" },
      exposure: { kind: "whole" } as const,
      gpus: [],
    };
    const priced = pricedOfMachine(settings, [{ storageClass: "local", sizeBytes: null }], catalogueFixture);
    expect(priced).toMatchObject({ size: { cpu: 1 }, hasAddress: true, disks: [{ sizeBytes: null }] });
    const other = { kind: "type", instanceType: "u1.xlarge" } as const;
    expect(pricedOfMachine(settings, [], catalogueFixture, other).size).toMatchObject({ cpu: 4 });
    const gone = { ...settings, size: { ...settings.size, instanceType: "cx9.huge" } };
    expect(pricedOfMachine(gone, [], catalogueFixture).size).toBeNull();
  });
});

describe("a price list", () => {
  it("is read from numbers and texts alike, and is nothing where nothing is said", () => {
    expect(priceListSchema.parse({ currency: "CHF", memory: { hour: 0.0000001 } }).memory?.amount).toBe("0.00000010");
    expect(list).toMatchObject({ cpu: { amount: "0.0145", per: "hour" }, memory: { amount: "3.10", per: "month" } });
    expect(priceListSchema.parse({ currency: "EUR" })).toEqual({
      currency: "EUR",
      cpu: null,
      memory: null,
      storage: { classes: {}, default: null },
      address: null,
      stopped: "all",
      vat: null,
      note: null,
    });
  });

  it.each([
    [{}, "currency"],
    [{ currency: "XFR" }, "currency"],
    [{ currency: "chf" }, "currency"],
    [{ currency: "CHF", cpu: 3 }, "cpu"],
    [{ currency: "CHF", cpu: { hour: 1, month: 2 } }, "cpu"],
    [{ currency: "CHF", cpu: { hour: -1 } }, "cpu"],
    [{ currency: "CHF", memory: { year: 1 } }, "memory"],
    [{ currency: "CHF", storage: { default: "1,50" } }, "storage.default"],
    [{ currency: "CHF", storage: { default: 1e-9 } }, "storage.default"],
    [{ currency: "CHF", storage: { classes: { local: Number.POSITIVE_INFINITY } } }, "storage.classes.local"],
    [{ currency: "CHF", storage: { classes: { "Not a class": 1 } } }, "storage.classes.Not a class"],
    [{ currency: "CHF", address: { month: "0x10" } }, "address"],
    [{ currency: "CHF", stopped: "none" }, "stopped"],
    [{ currency: "CHF", vat: "without" }, "vat"],
    [{ currency: "CHF", discount: 1 }, ""],
  ])("is not taken from %j, and the path is named", (given, path) => {
    const { error } = priceListSchema.safeParse(given);
    expect(error?.issues[0]?.path.join(".")).toBe(path);
  });
});
