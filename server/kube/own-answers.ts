import { identityKey, type Person } from "../auth/person.ts";

type Options = {
  /** How long an answer is remembered. */
  keepMs: number;
  /** How many are; the oldest makes room. */
  most: number;
  now?: () => number;
};

/** The answer to `about`, asked in this person's name unless their own identity was answered at most `maxAgeMs` ago. */
export type OwnAnswers<T> = (person: Person, about: string, ask: () => Promise<T>, maxAgeMs?: number) => Promise<T>;

/**
 * What the cluster answered, remembered for a moment for the identity that asked and for nobody else. One question at a time; a failure
 * is never remembered.
 */
export const createOwnAnswers = <T>({ keepMs, most, now = Date.now }: Options): OwnAnswers<T> => {
  /** The oldest first. */
  const kept = new Map<string, { answer: Promise<T>; at: number }>();

  const makeRoom = () => {
    for (const [key, { at }] of kept) {
      if (at + keepMs > now() && kept.size < most) return;
      kept.delete(key);
    }
  };

  return async (person, about, ask, maxAgeMs = keepMs) => {
    const key = JSON.stringify([identityKey(person.identity), about]);
    const known = kept.get(key);
    // What another session of theirs failed at (it may just have ended) is asked again by this one.
    if (known && known.at + maxAgeMs > now()) return known.answer.catch(ask);
    makeRoom();
    const answer = ask();
    kept.delete(key);
    kept.set(key, { answer, at: now() });
    answer.catch(() => {
      if (kept.get(key)?.answer === answer) kept.delete(key);
    });
    return answer;
  };
};
