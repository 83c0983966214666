/**
 * What the text console's keyboard writes, as Debian's ckbcomp compiles it for console-setup: per row of keys the plain level, Shift, AltGr and
 * Shift with AltGr. `nul` writes nothing here (also dead keys for which the kernel composes nothing); `grave` stands for its character.
 */
export const linuxKeymaps: Record<string, string> = {
  "en-us": String.raw`
    grave 1 2 3 4 5 6 7 8 9 0 - =
    ~ ! @ # $ % ^ & * ( ) _ +
    nul nul nul nul nul nul nul nul nul nul nul nul nul
    nul nul nul nul nul nul nul nul nul nul nul nul nul
    q w e r t y u i o p [ ]
    Q W E R T Y U I O P { }
    nul nul nul nul nul nul nul nul nul nul nul nul
    nul nul nul nul nul nul nul nul nul nul nul nul
    a s d f g h j k l ; ' \
    A S D F G H J K L : " |
    nul nul nul nul nul nul nul nul nul nul nul nul
    nul nul nul nul nul nul nul nul nul nul nul nul
    < z x c v b n m , . /
    > Z X C V B N M < > ?
    | nul nul nul nul nul nul nul nul nul nul
    ¦ nul nul nul nul nul nul nul nul nul nul
  `,
  "en-gb": String.raw`
    grave 1 2 3 4 5 6 7 8 9 0 - =
    ¬ ! " £ $ % ^ & * ( ) _ +
    | ¹ ² ³ € ½ ¾ { [ ] } \ dead_cedilla
    | ¡ ⅛ £ ¼ ⅜ ⅝ ⅞ ™ ± ° ¿ nul
    q w e r t y u i o p [ ]
    Q W E R T Y U I O P { }
    @ ſ e ¶ ŧ ← ↓ → ø þ dead_diaeresis dead_tilde
    Ω § E ® Ŧ ¥ ↑ ı Ø Þ nul nul
    a s d f g h j k l ; ' #
    A S D F G H J K L : @ ~
    æ ß ð đ ŋ ħ nul ĸ ł dead_acute dead_circumflex dead_grave
    Æ ẞ Ð ª Ŋ Ħ nul & Ł nul nul nul
    \ z x c v b n m , . /
    | Z X C V B N M < > ?
    | « » ¢ „ “ ” µ • · nul
    ¦ < > © ‚ ‘ ’ º × ÷ nul
  `,
  "de-ch": String.raw`
    § 1 2 3 4 5 6 7 8 9 0 ' dead_circumflex
    ° + " * ç % & / ( ) = ? dead_grave
    ¬ | @ # ¼ ½ ¬ | ¢ ] } dead_acute dead_tilde
    ¬ ¡ ⅛ £ $ ⅜ ⅝ ⅞ ™ ± ° ¿ nul
    q w e r t z u i o p ü dead_diaeresis
    Q W E R T Z U I O P è !
    @ ſ € ¶ ŧ ← ↓ → œ þ [ ]
    Ω § E ® Ŧ ¥ ↑ ı Œ Þ nul nul
    a s d f g h j k l ö ä $
    A S D F G H J K L é à £
    æ ß ð đ ŋ ħ nul ĸ ł dead_acute { }
    Æ ẞ Ð ª Ŋ Ħ nul & Ł nul nul nul
    < y x c v b n m , . -
    > Y X C V B N M ; : _
    \ « » ¢ „ “ ” µ • · nul
    ¦ < > © ‚ ‘ ’ º × ÷ nul
  `,
  "fr-ch": String.raw`
    § 1 2 3 4 5 6 7 8 9 0 ' dead_circumflex
    ° + " * ç % & / ( ) = ? dead_grave
    ¬ | @ # ¼ ½ ¬ | ¢ ] } dead_acute dead_tilde
    ¬ ¡ ⅛ £ $ ⅜ ⅝ ⅞ ™ ± ° ¿ nul
    q w e r t z u i o p è dead_diaeresis
    Q W E R T Z U I O P ü !
    @ ſ € ¶ ŧ ← ↓ → œ þ [ ]
    Ω § E ® Ŧ ¥ ↑ ı Œ Þ nul nul
    a s d f g h j k l é à $
    A S D F G H J K L ö ä £
    æ ß ð đ ŋ ħ nul ĸ ł dead_acute { }
    Æ ẞ Ð ª Ŋ Ħ nul & Ł nul nul nul
    < y x c v b n m , . -
    > Y X C V B N M ; : _
    \ « » ¢ „ “ ” µ • · nul
    ¦ < > © ‚ ‘ ’ º × ÷ nul
  `,
  "de-de": String.raw`
    dead_circumflex 1 2 3 4 5 6 7 8 9 0 ß dead_acute
    ° ! " § $ % & / ( ) = ? dead_grave
    ′ ¹ ² ³ ¼ ½ ¬ { [ ] } \ dead_cedilla
    ″ ¡ ⅛ £ ¤ ⅜ ⅝ ⅞ ™ ± ° ¿ nul
    q w e r t z u i o p ü +
    Q W E R T Z U I O P Ü *
    @ ſ € ¶ ŧ ← ↓ → ø þ dead_diaeresis ~
    Ω § € ® Ŧ ¥ ↑ ı Ø Þ nul ¯
    a s d f g h j k l ö ä #
    A S D F G H J K L Ö Ä '
    æ ſ ð đ ŋ ħ nul ĸ ł nul dead_circumflex ’
    Æ ẞ Ð ª Ŋ Ħ nul & Ł nul nul nul
    < y x c v b n m , . -
    > Y X C V B N M ; : _
    | » « ¢ „ “ ” µ · … –
    | › ‹ © ‚ ‘ ’ º × ÷ —
  `,
  "fr-fr": String.raw`
    ² & é " ' ( - è _ ç à ) =
    ~ 1 2 3 4 5 6 7 8 9 0 ° +
    ¬ ¹ ~ # { [ | grave \ ^ @ ] }
    ¬ ¡ ⅛ £ $ ⅜ ⅝ ⅞ ™ ± ° ¿ nul
    a z e r t y u i o p dead_circumflex $
    A Z E R T Y U I O P dead_diaeresis £
    æ « € ¶ ŧ ← ↓ → ø þ dead_diaeresis ¤
    Æ < ¢ ® Ŧ ¥ ↑ ı Ø Þ nul nul
    q s d f g h j k l m ù *
    Q S D F G H J K L M % µ
    @ ß ð đ ŋ ħ nul ĸ ł µ dead_circumflex dead_grave
    Ω ẞ Ð ª Ŋ Ħ nul & Ł º nul nul
    < w x c v b n , ; : !
    > W X C V B N ? . / §
    | ł » ¢ „ “ ” dead_acute • · nul
    ¦ Ł > © ‚ ‘ ’ nul × ÷ nul
  `,
  "it-it": String.raw`
    \ 1 2 3 4 5 6 7 8 9 0 ' ì
    | ! " £ $ % & / ( ) = ? ^
    ¬ ¹ ² ³ ¼ ½ ¬ { [ ] } grave ~
    ¦ ¡ nul dead_tilde ⅛ ⅜ ⅝ ⅞ ™ ± nul ¿ dead_circumflex
    q w e r t y u i o p è +
    Q W E R T Y U I O P é *
    @ ſ € ¶ ŧ ← ↓ → ø þ [ ]
    Ω § ¢ ® Ŧ ¥ ↑ ı Ø Þ { }
    a s d f g h j k l ò à ù
    A S D F G H J K L ç ° §
    æ ß ð đ ŋ ħ nul ĸ ł @ # dead_grave
    Æ ẞ Ð ª Ŋ Ħ nul & Ł dead_cedilla nul nul
    < z x c v b n m , . -
    > Z X C V B N M ; : _
    « « » ¢ “ ” ñ µ dead_acute · nul
    » < > © ‘ ’ Ñ º × dead_diaeresis ÷
  `,
};
