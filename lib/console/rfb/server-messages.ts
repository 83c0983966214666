import { drop, pass, type SomeSteps, type Steps, take } from "./byte-steps.ts";
import { encodings } from "./encodings.ts";
import {
  alwaysPainted,
  checkRectangle,
  checkScreenSize,
  longestName,
  longestText,
  mostPaintedOver,
  mostUnasked,
  type Rectangle,
  ScreenRefusal,
  type ScreenSize,
} from "./limits.ts";
import { cursorData, pictureData, uint16, uint32 } from "./pictures.ts";

/** What the guard has learned of a screen. */
export type ScreenSigns = {
  /** Null before the server's greeting. */
  size: ScreenSize | null;
  /** Whether the screen takes a size from its viewer; `refused`: it says so and does not do it. */
  resize: "no" | "offered" | "refused";
  /** `relative`: there is no tablet, so the guest adds up movements and its pointer drifts. */
  pointer: "unknown" | "absolute" | "relative";
  /** Updates with pixels in them so far. */
  pictures: number;
};

type Guarded = {
  signs: () => ScreenSigns;
  onSigns: (part: Partial<ScreenSigns>) => void;
  /** One more update came; answers how many came that nobody had asked for. */
  countUpdate: () => number;
};

const malformed = (what: string): never => {
  throw new ScreenRefusal("malformed", what);
};

const noAuthentication = 1;
const versions: Record<string, number> = { "RFB 003.003\n": 3, "RFB 003.007\n": 7, "RFB 003.008\n": 8 };

type Put = (bytes: Uint8Array) => void;

/**
 * A screen's side of RFB, read before the viewer reads it. Everything has its length checked before memory is taken for it; the guest's name,
 * clipboard and bell are left out; other ways to authenticate than none (KubeVirt's) are refused.
 */
export function* serverMessages(put: Put, guarded: Guarded): Steps {
  yield* greeting(put);
  yield* serverInit(put, guarded);
  for (;;) yield* message(put, guarded);
}

function* greeting(put: Put): SomeSteps {
  const text = yield take(12);
  const minor = versions[String.fromCharCode(...text)] ?? malformed("no version of RFB");
  put(text);
  if (minor === 3) {
    const type = yield take(4);
    if (uint32(type, 0) !== noAuthentication) malformed("a password is asked for");
    put(type);
    return;
  }
  const count = yield take(1);
  const types = yield take(count[0] ?? 0);
  if (!types.includes(noAuthentication)) malformed("a password is asked for");
  put(Uint8Array.of(1, noAuthentication));
  if (minor === 7) return;
  const result = yield take(4);
  if (uint32(result, 0) !== 0) malformed("refused without authentication");
  put(result);
}

function* serverInit(put: Put, { onSigns }: Guarded): SomeSteps {
  const head = yield take(24);
  const size = { width: uint16(head, 0), height: uint16(head, 2) };
  checkScreenSize(size);
  const nameLength = uint32(head, 20);
  if (nameLength > longestName) malformed("a name without end");
  yield drop(nameLength);
  const nameless = head.slice();
  nameless.fill(0, 20);
  onSigns({ size });
  put(nameless);
}

function* message(put: Put, guarded: Guarded): SomeSteps {
  const type = yield take(1);
  if (type[0] === 0) {
    put(type);
    yield* update(put, guarded);
  } else if (type[0] === 3) {
    const length = uint32(yield take(7), 3) | 0;
    if (Math.abs(length) > longestText) malformed("a text without end");
    yield drop(Math.abs(length));
  } else if (type[0] !== 2) malformed("a message nobody asked for");
}

function* update(put: Put, guarded: Guarded): SomeSteps {
  const head = yield take(3);
  put(head);
  const count = uint16(head, 1);
  let painted = 0;
  for (let index = 0; index < count; index += 1) {
    const header = yield take(12);
    const rectangle = {
      x: uint16(header, 0),
      y: uint16(header, 2),
      width: uint16(header, 4),
      height: uint16(header, 6),
    };
    const encoding = uint32(header, 8) | 0;
    if (encoding === encodings.lastRect) {
      put(header);
      break;
    }
    if (yield* sign(encoding, rectangle, header, put, guarded)) continue;
    const screen = guarded.signs().size ?? { width: 0, height: 0 };
    // An empty picture is drawn by nobody, and not every decoder bears it.
    checkRectangle(rectangle, screen);
    painted += rectangle.width * rectangle.height;
    if (painted > Math.max(alwaysPainted, mostPaintedOver * screen.width * screen.height))
      malformed("an update that paints over itself");
    put(header);
    yield* pictureData(encoding, rectangle, put);
  }
  if (painted === 0) return;
  if (guarded.countUpdate() > mostUnasked) malformed("pictures nobody asked for");
  guarded.onSigns({ pictures: guarded.signs().pictures + 1 });
}

/** A rectangle that is none: news of the screen. False for a picture. */
function* sign(
  encoding: number,
  rectangle: Rectangle,
  header: Uint8Array,
  put: Put,
  guarded: Guarded,
): SomeSteps<boolean> {
  const { onSigns } = guarded;
  switch (encoding) {
    case encodings.pointerChange:
      onSigns({ pointer: rectangle.x === 0 ? "relative" : "absolute" });
      // noVNC does not know it: it is told of an empty picture instead.
      put(new Uint8Array(12));
      return true;
    case encodings.desktopSize:
      resized(rectangle, guarded);
      put(header);
      return true;
    case encodings.extendedDesktopSize: {
      const screens = yield take(4);
      const isRefused = rectangle.x === 1 && rectangle.y >= 1 && rectangle.y <= 3;
      // Of a change that was refused or is only under way the size says nothing.
      if (rectangle.x !== 1 || rectangle.y === 0) resized(rectangle, guarded);
      onSigns({ resize: isRefused ? "refused" : guarded.signs().resize === "refused" ? "refused" : "offered" });
      put(header);
      put(screens);
      yield pass((screens[0] ?? 0) * 16);
      return true;
    }
    case encodings.cursor:
      put(header);
      yield* cursorData(rectangle);
      return true;
    case encodings.qemuLed:
      put(header);
      yield pass(1);
      return true;
    case encodings.qemuExtendedKey:
    case encodings.extendedMouseButtons:
      put(header);
      return true;
    default:
      return false;
  }
}

const resized = ({ width, height }: ScreenSize, { onSigns }: Guarded): void => {
  checkScreenSize({ width, height });
  onSigns({ size: { width, height } });
};
