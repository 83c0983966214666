type Click = {
  defaultPrevented: boolean;
  button: number;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  currentTarget: { target: string };
};

/** Whether a click on a link opens it in this tab: not with a key that asks for another tab, a window or a download, nor the middle button. */
export const opensHere = ({ defaultPrevented, button, currentTarget, ...keys }: Click): boolean =>
  !defaultPrevented &&
  button === 0 &&
  (currentTarget.target === "" || currentTarget.target === "_self") &&
  !(keys.altKey || keys.ctrlKey || keys.metaKey || keys.shiftKey);
