import { randomBytes } from "node:crypto";

/** A burst of events is one piece of news. */
const tellEveryMs = 1_000;

type NewsOptions = {
  /** Whether everything that a timeline is made of is told of when it changes. */
  isFollowed: () => boolean;
  tell: () => void;
};

/** Counts what changes a tenant's timeline, so that pages ask for it when there is something new, and only then. */
export const createActivityNews = ({ isFollowed, tell }: NewsOptions) => {
  /** Those of another list, perhaps on another replica, are not comparable. */
  const epoch = randomBytes(4).toString("base64url");
  let count = 0;
  let told = Number.NEGATIVE_INFINITY;
  let telling: NodeJS.Timeout | null = null;
  return {
    /** The first news goes out soon, those after it together. */
    note: (): void => {
      count++;
      telling ??= setTimeout(
        () => {
          telling = null;
          told = performance.now();
          tell();
        },
        Math.max(5, told + tellEveryMs - performance.now()),
      ).unref();
    },
    /** Another one after each piece of news; null where a page has to look by itself. */
    get version(): string | null {
      return isFollowed() ? `${epoch}.${count}` : null;
    },
    dispose: (): void => {
      if (telling) clearTimeout(telling);
    },
  };
};
