/**
 * Windows' layouts of these names (learn.microsoft.com/globalization/windows-keyboard-layouts), in the form of keymaps-linux.ts. A level ends with the
 * last key that writes something on it.
 */
export const windowsKeymaps: Record<string, string> = {
  "en-us": String.raw`
    grave 1 2 3 4 5 6 7 8 9 0 - =
    ~ ! @ # $ % ^ & * ( ) _ +
    nul
    nul
    q w e r t y u i o p [ ]
    Q W E R T Y U I O P { }
    nul
    nul
    a s d f g h j k l ; ' \
    A S D F G H J K L : " |
    nul
    nul
    \ z x c v b n m , . /
    | Z X C V B N M < > ?
    nul
    nul
  `,
  "en-gb": String.raw`
    grave 1 2 3 4 5 6 7 8 9 0 - =
    ¬ ! " £ $ % ^ & * ( ) _ +
    ¦ nul nul nul €
    nul
    q w e r t y u i o p [ ]
    Q W E R T Y U I O P { }
    nul nul é nul nul nul ú í ó
    nul nul É nul nul nul Ú Í Ó
    a s d f g h j k l ; ' #
    A S D F G H J K L : @ ~
    á
    Á
    \ z x c v b n m , . /
    | Z X C V B N M < > ?
    nul
    nul
  `,
  "de-ch": String.raw`
    § 1 2 3 4 5 6 7 8 9 0 ' dead_circumflex
    ° + " * ç % & / ( ) = ? dead_grave
    nul ¦ @ # nul nul ¬ | ¢ nul nul dead_acute dead_tilde
    nul
    q w e r t z u i o p ü dead_diaeresis
    Q W E R T Z U I O P è !
    nul nul € nul nul nul nul nul nul nul [ ]
    nul
    a s d f g h j k l ö ä $
    A S D F G H J K L é à £
    nul nul nul nul nul nul nul nul nul nul { }
    nul
    < y x c v b n m , . -
    > Y X C V B N M ; : _
    \
    nul
  `,
  "fr-ch": String.raw`
    § 1 2 3 4 5 6 7 8 9 0 ' dead_circumflex
    ° + " * ç % & / ( ) = ? dead_grave
    nul ¦ @ # nul nul ¬ | ¢ nul nul dead_acute dead_tilde
    nul
    q w e r t z u i o p è dead_diaeresis
    Q W E R T Z U I O P ü !
    nul nul € nul nul nul nul nul nul nul [ ]
    nul
    a s d f g h j k l é à $
    A S D F G H J K L ö ä £
    nul nul nul nul nul nul nul nul nul nul { }
    nul
    < y x c v b n m , . -
    > Y X C V B N M ; : _
    \
    nul
  `,
  "de-de": String.raw`
    dead_circumflex 1 2 3 4 5 6 7 8 9 0 ß dead_acute
    ° ! " § $ % & / ( ) = ? dead_grave
    nul nul ² ³ nul nul nul { [ ] } \
    nul
    q w e r t z u i o p ü +
    Q W E R T Z U I O P Ü *
    @ nul € nul nul nul nul nul nul nul nul ~
    nul
    a s d f g h j k l ö ä #
    A S D F G H J K L Ö Ä '
    nul
    nul
    < y x c v b n m , . -
    > Y X C V B N M ; : _
    | nul nul nul nul nul nul µ
    nul
  `,
  "fr-fr": String.raw`
    ² & é " ' ( - è _ ç à ) =
    nul 1 2 3 4 5 6 7 8 9 0 ° +
    nul nul dead_tilde # { [ | dead_grave \ ^ @ ] }
    nul
    a z e r t y u i o p dead_circumflex $
    A Z E R T Y U I O P dead_diaeresis £
    nul nul € nul nul nul nul nul nul nul nul ¤
    nul
    q s d f g h j k l m ù *
    Q S D F G H J K L M % µ
    nul
    nul
    < w x c v b n , ; : !
    > W X C V B N ? . / §
    nul
    nul
  `,
  "it-it": String.raw`
    \ 1 2 3 4 5 6 7 8 9 0 ' ì
    | ! " £ $ % & / ( ) = ? ^
    nul nul nul nul nul €
    nul
    q w e r t y u i o p è +
    Q W E R T Y U I O P é *
    nul nul € nul nul nul nul nul nul nul [ ]
    nul nul nul nul nul nul nul nul nul nul { }
    a s d f g h j k l ò à ù
    A S D F G H J K L ç ° §
    nul nul nul nul nul nul nul nul nul @ #
    nul
    < z x c v b n m , . -
    > Z X C V B N M ; : _
    nul
    nul
  `,
};
