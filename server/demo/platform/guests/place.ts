/** A seat for one: who comes takes it, and the one before is cut off. */
export type Place = {
  isTaken: () => boolean;
  /** `cut` is called when somebody else comes or the machine ends. Returns the way to leave by oneself. */
  take: (cut: () => void) => () => void;
  /** Cuts whoever is there. */
  clear: () => void;
};

export const createPlace = (): Place => {
  let holder: { cut: () => void } | undefined;
  const clear = (): void => {
    const before = holder;
    holder = undefined;
    before?.cut();
  };
  return {
    isTaken: () => holder !== undefined,
    take: (cut) => {
      clear();
      const mine = { cut };
      holder = mine;
      return () => {
        if (holder === mine) holder = undefined;
      };
    },
    clear,
  };
};
