import type { Locale } from "#lib/i18n/languages.ts";
import type access from "#lib/i18n/messages/en/access.json";
import type actions from "#lib/i18n/messages/en/actions.json";
import type activity from "#lib/i18n/messages/en/activity.json";
import type advice from "#lib/i18n/messages/en/advice.json";
import type boot from "#lib/i18n/messages/en/boot.json";
import type conditions from "#lib/i18n/messages/en/conditions.json";
import type consoleArea from "#lib/i18n/messages/en/console.json";
import type consoles from "#lib/i18n/messages/en/consoles.json";
import type create from "#lib/i18n/messages/en/create.json";
import type disks from "#lib/i18n/messages/en/disks.json";
import type edit from "#lib/i18n/messages/en/edit.json";
import type editor from "#lib/i18n/messages/en/editor.json";
import type eject from "#lib/i18n/messages/en/eject.json";
import type exposure from "#lib/i18n/messages/en/exposure.json";
import type firstBoot from "#lib/i18n/messages/en/first-boot.json";
import type fleet from "#lib/i18n/messages/en/fleet.json";
import type images from "#lib/i18n/messages/en/images.json";
import type installers from "#lib/i18n/messages/en/installers.json";
import type keys from "#lib/i18n/messages/en/keys.json";
import type like from "#lib/i18n/messages/en/like.json";
import type list from "#lib/i18n/messages/en/list.json";
import type manifest from "#lib/i18n/messages/en/manifest.json";
import type overview from "#lib/i18n/messages/en/overview.json";
import type practice from "#lib/i18n/messages/en/practice.json";
import type price from "#lib/i18n/messages/en/price.json";
import type problems from "#lib/i18n/messages/en/problems.json";
import type run from "#lib/i18n/messages/en/run.json";
import type screenArea from "#lib/i18n/messages/en/screen.json";
import type serial from "#lib/i18n/messages/en/serial.json";
import type shell from "#lib/i18n/messages/en/shell.json";
import type signIn from "#lib/i18n/messages/en/sign-in.json";
import type states from "#lib/i18n/messages/en/states.json";
import type tools from "#lib/i18n/messages/en/tools.json";
import type typing from "#lib/i18n/messages/en/typing.json";
import type ui from "#lib/i18n/messages/en/ui.json";
import type vm from "#lib/i18n/messages/en/vm.json";
import type vms from "#lib/i18n/messages/en/vms.json";
import type watching from "#lib/i18n/messages/en/watching.json";

/** Makes every message key a type: a key that English lacks does not compile. */
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: {
      ui: typeof ui;
      shell: typeof shell;
      problems: typeof problems;
      run: typeof run;
      states: typeof states;
      actions: typeof actions;
      "sign-in": typeof signIn;
      vms: typeof vms;
      list: typeof list;
      vm: typeof vm;
      conditions: typeof conditions;
      create: typeof create;
      console: typeof consoleArea;
      watching: typeof watching;
      serial: typeof serial;
      typing: typeof typing;
      screen: typeof screenArea;
      installers: typeof installers;
      keys: typeof keys;
      access: typeof access;
      overview: typeof overview;
      activity: typeof activity;
      tools: typeof tools;
      fleet: typeof fleet;
      images: typeof images;
      boot: typeof boot;
      consoles: typeof consoles;
      disks: typeof disks;
      edit: typeof edit;
      editor: typeof editor;
      "first-boot": typeof firstBoot;
      eject: typeof eject;
      exposure: typeof exposure;
      manifest: typeof manifest;
      like: typeof like;
      // Its keys are data (lib/cloud-init/spec names them), and are compared with the file by a test.
      "cloud-config": Record<string, string>;
      price: typeof price;
      practice: typeof practice;
      advice: typeof advice;
    };
  }
}
