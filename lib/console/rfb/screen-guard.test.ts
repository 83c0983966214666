import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodings } from "./encodings.ts";
import { ScreenRefusal } from "./limits.ts";
import { ScreenGuard } from "./screen-guard.ts";
import {
  bell,
  compact,
  cutText,
  greeting,
  kinds,
  recorded,
  rectangle,
  serverInit,
  update,
} from "./screen-stream.fixture.ts";

const through = (guard: ScreenGuard, bytes: readonly number[] | Uint8Array): number[] =>
  guard.receive(Uint8Array.from(bytes)).flatMap((part) => [...part]);

/** A guard whose screen has said that it is so large. */
const greeted = (width = 64, height = 48): ScreenGuard => {
  const guard = new ScreenGuard();
  through(guard, [...greeting(), ...serverInit(width, height)]);
  return guard;
};

const refusal = (run: () => unknown): string => {
  try {
    run();
    return "none";
  } catch (error) {
    if (error instanceof ScreenRefusal) return error.why;
    throw error;
  }
};

describe("a guarded screen", () => {
  it("passes on what it can measure, byte for byte, without the guest's name", () => {
    const guard = new ScreenGuard();
    expect(through(guard, greeting())).toEqual(greeting());
    expect(through(guard, serverInit(64, 48, "<b>name</b>"))).toEqual(serverInit(64, 48, ""));
    for (const [name, kind] of Object.entries(kinds)) expect(through(guard, update(kind)), name).toEqual(update(kind));
    expect(guard.signs.size).toEqual({ width: 64, height: 48 });
  });

  it("does the same however the stream is cut", () => {
    const whole = through(new ScreenGuard(), recorded());
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 2000 })), { minLength: 8, maxLength: 40 }),
        (cuts) => {
          const guard = new ScreenGuard();
          const out: number[] = [];
          let [at, turn] = [0, 0];
          for (const bytes = recorded(); at < bytes.length; turn += 1) {
            const end = at + (cuts[turn % cuts.length] ?? 1);
            out.push(...through(guard, bytes.subarray(at, end)));
            at = end;
          }
          expect(out).toEqual(whole);
        },
      ),
    );
  });

  it("lets a piece that needs no change through as it is, uncopied", () => {
    const guard = greeted();
    const piece = Uint8Array.from(update(kinds.raw ?? []));
    const [only, ...more] = guard.receive(piece);
    expect(more).toEqual([]);
    expect(only?.buffer).toBe(piece.buffer);
    expect(only?.length).toBe(piece.length);
  });

  it("W14: refuses a screen no page can hold, before the viewer hears of it", () => {
    expect(refusal(() => through(new ScreenGuard(), [...greeting(), ...serverInit(65_535, 65_535)]))).toBe("too-large");
    expect(refusal(() => through(greeted(), update(rectangle([0, 0, 8193, 1], encodings.desktopSize))))).toBe(
      "too-large",
    );
    const many = rectangle([0, 0, 5000, 5000], encodings.extendedDesktopSize, [0, 0, 0, 0]);
    expect(refusal(() => through(greeted(), update(many)))).toBe("too-large");
    expect(refusal(() => greeted(5120, 2880))).toBe("none");
  });

  it("W14: refuses pictures beyond the screen, packed data that unpacks to nothing, and cursors of any size", () => {
    for (const [what, hostile] of Object.entries({
      beyond: rectangle([60, 0, 20, 18], encodings.raw),
      bomb: rectangle([0, 0, 65_535, 65_535], encodings.tight, [0, ...compact(4_000_000)]),
      long: rectangle([0, 0, 20, 18], encodings.tight, [0, ...compact(4_000_000)]),
      zrle: rectangle([0, 0, 20, 18], encodings.zrle, [0xff, 0xff, 0xff, 0xff]),
      cursor: rectangle([0, 0, 65_535, 65_535], encodings.cursor),
      tile: rectangle([0, 0, 20, 18], encodings.hextile, [31]),
      filter: rectangle([0, 0, 20, 18], encodings.tight, [0x40, 3]),
      png: rectangle([0, 0, 20, 18], encodings.tight, [0xa0]),
      unknown: rectangle([0, 0, 20, 18], 21),
      empty: rectangle([0, 0, 0, 0], encodings.zrle),
    }))
      expect(
        refusal(() => through(greeted(), update(hostile))),
        what,
      ).toBe("malformed");
  });

  it("W14: refuses names and texts without end, and drops texts, names and bells", () => {
    const endless = serverInit(64, 48).slice(0, 20);
    expect(refusal(() => through(new ScreenGuard(), [...greeting(), ...endless, 0xff, 0xff, 0xff, 0xff]))).toBe(
      "malformed",
    );
    expect(refusal(() => through(greeted(), cutText(0x7fffffff)))).toBe("malformed");
    expect(refusal(() => through(greeted(), cutText(-0x7fffffff)))).toBe("malformed");
    const guard = greeted();
    expect(through(guard, cutText(4, "text"))).toEqual([]);
    expect(through(guard, Array.from({ length: 10_000 }, bell).flat())).toEqual([]);
    expect(through(guard, update(kinds.led ?? []))).toEqual(update(kinds.led ?? []));
  });

  it("W14: refuses an update that paints the screen over and over, and pictures nobody asked for", () => {
    const full = rectangle([0, 0, 4096, 4096], encodings.tight, [0x80, 1, 2, 3]);
    const guard = greeted(4096, 4096);
    expect(refusal(() => through(guard, update(...Array.from({ length: 9 }, () => full))))).toBe("malformed");
    const flooded = greeted();
    const one = update(kinds.tightFill ?? []);
    expect(refusal(() => through(flooded, Array.from({ length: 40 }, () => one).flat()))).toBe("malformed");
    const asking = greeted();
    for (let turn = 0; turn < 100; turn += 1) {
      asking.send(Uint8Array.of(3, 1, 0, 0, 0, 0, 0, 64, 0, 48));
      expect(through(asking, one)).toEqual(one);
    }
  });

  it("refuses a screen that wants a password, or speaks something else", () => {
    for (const stream of [
      [...greeting().slice(0, 12), 1, 2],
      [...greeting().slice(0, 12), 0],
      [...greeting().slice(0, 14), 0, 0, 0, 1],
      [...new TextEncoder().encode("HTTP/1.1 200")],
      [...greeting(), ...serverInit(64, 48), 248],
    ])
      expect(refusal(() => through(new ScreenGuard(), stream))).toBe("malformed");
  });

  it("W14: 10,000 random changes of a recorded stream end in a refusal or pass; nothing is kept and nothing else is thrown", () => {
    const stream = recorded();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(stream.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 200, max: 5000 }),
        (changes, cut) => {
          const changed = stream.slice();
          for (const [at, value] of changes) changed[at] = value;
          const guard = new ScreenGuard();
          let passed = 0;
          refusal(() => {
            for (let at = 0; at < changed.length; at += cut)
              for (const part of guard.receive(changed.subarray(at, at + cut))) passed += part.length;
          });
          expect(passed).toBeLessThanOrEqual(stream.length);
          const { width, height } = guard.signs.size ?? { width: 0, height: 0 };
          expect(width * height).toBeLessThanOrEqual(2 ** 24);
        },
      ),
      { numRuns: 10_000 },
    );
  }, 90_000);
});

describe("what a screen says of itself", () => {
  it("tells where the pointer has no tablet, and shows the viewer an empty picture instead", () => {
    const guard = greeted();
    const relative = rectangle([0, 0, 64, 48], encodings.pointerChange);
    expect(through(guard, update(relative))).toEqual(update(rectangle([0, 0, 0, 0], encodings.raw)));
    expect(guard.signs.pointer).toBe("relative");
    through(guard, update(rectangle([1, 0, 64, 48], encodings.pointerChange)));
    expect(guard.signs.pointer).toBe("absolute");
  });

  it("tells whether it takes a size, and when it says so and does not", () => {
    const answer = (x: number, y: number) => rectangle([x, y, 80, 60], encodings.extendedDesktopSize, [0, 0, 0, 0]);
    const guard = greeted();
    expect(guard.signs.resize).toBe("no");
    through(guard, update(answer(0, 0)));
    expect(guard.signs).toMatchObject({ resize: "offered", size: { width: 80, height: 60 } });
    // Under way: QEMU has passed it on to the guest.
    through(guard, update(answer(1, 4)));
    expect(guard.signs.resize).toBe("offered");
    through(guard, update(answer(1, 3)));
    expect(guard.signs.resize).toBe("refused");
  });
});

describe("what the viewer says", () => {
  const asked = (bytes: Uint8Array): number[] => {
    const view = new DataView(bytes.buffer);
    return Array.from({ length: view.getUint16(2) }, (_, index) => view.getInt32(4 + 4 * index));
  };
  const asking = (...codes: number[]): Uint8Array<ArrayBuffer> => {
    const view = new DataView(new ArrayBuffer(4 + 4 * codes.length));
    view.setUint8(0, 2);
    view.setUint16(2, codes.length);
    codes.forEach((code, index) => {
      view.setInt32(4 + 4 * index, code);
    });
    return new Uint8Array(view.buffer);
  };

  it("asks only for what the guard can measure, and for news of the pointer", () => {
    const sent = greeted().send(asking(1, 50, 7, -260, 16, 21, 5, 2, 6, 0, -26, -254, -307, -312, -313, -309));
    expect(asked(sent)).toEqual([1, 7, 16, 5, 0, -26, -254, encodings.pointerChange]);
  });

  it("leaves everything else as it is, several messages at once too", () => {
    const several = Uint8Array.of(4, 1, 0, 0, 0, 0, 0, 97, 3, 0, 0, 0, 0, 0, 0, 64, 0, 48);
    expect(greeted().send(several)).toEqual(several);
    const early = asking(50);
    expect(new ScreenGuard().send(early)).toBe(early);
  });

  it("moves a pointer without tablet by distances, as QEMU takes them, and finds it again in the corner", () => {
    const guard = greeted();
    const pointer = (x: number, y: number) => Uint8Array.of(5, 0, 0, x, 0, y);
    expect(guard.corner()).toBeNull();
    guard.send(pointer(10, 10));
    through(guard, update(rectangle([0, 0, 64, 48], encodings.pointerChange)));
    const place = (bytes: Uint8Array) => [
      new DataView(bytes.buffer).getUint16(2) - 0x7fff,
      new DataView(bytes.buffer).getUint16(4) - 0x7fff,
    ];
    expect(place(guard.send(pointer(13, 5)))).toEqual([3, -5]);
    expect(place(guard.corner() ?? Uint8Array.of())).toEqual([-0x7fff, -0x7fff]);
    expect(place(guard.send(pointer(20, 30)))).toEqual([20, 30]);
  });
});
