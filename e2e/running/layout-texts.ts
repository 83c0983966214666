/** Of each layout of a guest what is told apart by it: letters, signs of AltGr, dead keys. */
export const texts = {
  "en-US": "Zy ~!@#$%^&*()_+{}|:\"<>?`-=[];'\\,./",
  "en-GB": 'Zy £€"@#~\\|¬`éêñ',
  "de-CH": "Zy äöü éèà ç §° @#[]{}|\\~^` ÄÖÜ êñô €",
  "fr-CH": "Zy éèà äöü ç §° @#[]{}|\\~^` ÄÖÜ îãû €",
  "de-DE": "Zy äöüß ÄÖÜ §° @[]{}|\\~^` éèâ €",
  "fr-FR": "Aq zW éèàçù @#[]{}|\\~^` âêîôû ëïü ÂÊ 0123 €",
  "it-IT": "Zy èéìòàù ç §° @#[]{}|\\~^` €",
} as const;
