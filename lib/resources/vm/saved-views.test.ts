import { describe, expect, it } from "vitest";
import {
  longestViewName,
  mostViews,
  readViews,
  renamedView,
  type SavedView,
  withoutView,
  withView,
} from "./saved-views.ts";

const view = (name: string, query = "?q=a"): SavedView => ({ name, query });
const full = Array.from({ length: mostViews }, (_, at) => view(`v${at}`));

describe("saved views", () => {
  it.each([null, "", "{}", "[", "null", '[1,{"name":"x"},{"name":" ","query":""},{"name":1,"query":"a"}]'])(
    "reads what anybody left in the storage: %j",
    (text) => expect(readViews(text)).toEqual([]),
  );

  it("reads no more than it would keep", () => {
    const many = [...full, view("one too many"), view("n".repeat(500))];
    expect(readViews(JSON.stringify(many))).toHaveLength(mostViews);
    expect(readViews(JSON.stringify([view("n".repeat(500))]))[0]?.name).toHaveLength(longestViewName);
    expect(readViews(JSON.stringify([view("long", "q".repeat(9_000))]))).toEqual([]);
  });

  it("keeps one of each name, in order", () => {
    const views = withView([view("b"), view("a")], view(" b ", "?q=new"));
    expect(views).toEqual([view("a"), view("b", "?q=new")]);
    expect(withView(full, view("v1", "?q=new"))).toHaveLength(mostViews);
  });

  it("takes no view without a name, and none too many", () => {
    expect(withView([], view(" "))).toBeNull();
    expect(withView(full, view("another"))).toBeNull();
  });

  it("renames and removes, and never takes another view's name", () => {
    const views = [view("a"), view("b")];
    expect(renamedView(views, "a", "c")?.map(({ name }) => name)).toEqual(["b", "c"]);
    expect(renamedView(views, "a", "b")).toBeNull();
    expect(renamedView(views, "a", " ")).toBeNull();
    expect(renamedView(views, "z", "c")).toBeNull();
    expect(withoutView(views, "a")).toEqual([view("b")]);
  });
});
