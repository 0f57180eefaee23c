/** What two spellings of one name have in common: 臺 and 台, widths, dashes, quotes, white space and letter case are made one. */

const DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2500\u2501\ufe31\ufe58\ufe63";
const PLAIN = new Map([..."﹃「﹄」｢「｣」『「』」“「”」〝「〞」﹁「﹂」台臺｡。､、﹐,﹔;﹕:"].reduce((rows, c, i, all) => (i % 2 ? rows : [...rows, [c, all[i + 1]]]), []));

/** Return the key of a name. */
export function fold(name) {
  let key = "";
  for (const char of name.normalize("NFC")) {
    const code = char.codePointAt(0);
    if (code >= 0xff01 && code < 0xff5f) key += String.fromCharCode(code - 0xfee0);
    else if (DASHES.includes(char)) key += "-";
    else key += PLAIN.get(char) || char;
  }
  return key.replace(/[\s\p{Cf}\u0000-\u001f]+/gu, "").toLowerCase();
}
