"use client";
import { Download } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { saveFile } from "#components/ui/save-file.ts";

export const SaveText = ({ text, file, label }: { text: string; file: string; label: string }) => (
  <Button
    icon={<Download aria-hidden="true" className="size-4" />}
    onClick={() => saveFile(new Blob([text], { type: "application/yaml" }), file)}
  >
    {label}
  </Button>
);
