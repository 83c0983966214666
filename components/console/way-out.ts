/** A console keeps Tab and Escape to itself: whoever hears its name hears how to leave it, too (WCAG 2.1.2). */
export const tellWayOut = (place: HTMLElement, words: string): void => {
  const told = document.createElement("span");
  told.id = `way-out-${crypto.randomUUID()}`;
  told.hidden = true;
  told.textContent = words;
  place.after(told);
  place.setAttribute("aria-describedby", told.id);
};
