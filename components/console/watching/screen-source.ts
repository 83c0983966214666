import { maxShownBytes, pictureMessage } from "#lib/console/watching/frames.ts";
import type { ShownSource } from "#lib/console/watching/showing.ts";

const lookEveryMs = 250;
/** noVNC draws a little after it was told what. */
const looksAfterNews = 2;
const widest = 1280;
/** Tried in turn until a picture is small enough. */
const tries = [
  { scale: 1, quality: 0.7 },
  { scale: 0.75, quality: 0.5 },
  { scale: 0.5, quality: 0.4 },
] as const;

const encoded = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, quality));

/** The canvas as a WebP file, as a JPEG where the browser writes no WebP; null when nothing is small enough. */
const picture = async (canvas: HTMLCanvasElement): Promise<Uint8Array | null> => {
  const { width, height } = canvas;
  if (width === 0 || height === 0) return null;
  for (const { scale, quality } of tries) {
    const by = Math.min(1, widest / Math.max(width, height)) * scale;
    const small = document.createElement("canvas");
    small.width = Math.max(1, Math.round(width * by));
    small.height = Math.max(1, Math.round(height * by));
    const context = small.getContext("2d");
    if (!context) return null;
    context.drawImage(canvas, 0, 0, small.width, small.height);
    const webp = await encoded(small, "image/webp", quality);
    const blob = webp?.type === "image/webp" ? webp : await encoded(small, "image/jpeg", quality);
    if (blob && blob.size < maxShownBytes) return new Uint8Array(await blob.arrayBuffer());
  }
  return null;
};

const isSame = (one: Uint8Array | null, other: Uint8Array): boolean =>
  one?.length === other.length && one.every((byte, at) => byte === other[at]);

/** A screen as it is drawn here: a picture whenever the guest has sent something that changed it, four a second at most. */
export const screenSource = (element: HTMLElement, socket: WebSocket): ShownSource => ({
  begin: (give) => {
    const over = new AbortController();
    let looks = looksAfterNews;
    let last: Uint8Array | null = null;
    let isLooking = false;

    const again = (): void => {
      last = null;
      looks = looksAfterNews;
    };
    const look = async (): Promise<void> => {
      const canvas = element.querySelector<HTMLCanvasElement>("canvas:not([data-frame])");
      if (!canvas || looks === 0 || isLooking) return;
      looks -= 1;
      isLooking = true;
      const image = await picture(canvas).catch(() => null);
      isLooking = false;
      if (over.signal.aborted || !image || isSame(last, image)) return;
      last = image;
      give(pictureMessage(image));
    };
    const onNews = (): void => {
      looks = looksAfterNews;
    };
    socket.addEventListener("message", onNews, { signal: over.signal });
    const timer = setInterval(() => void look(), lookEveryMs);
    void look();
    return {
      again,
      end: () => {
        over.abort();
        clearInterval(timer);
      },
    };
  },
});
