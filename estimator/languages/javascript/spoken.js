// A number as people type it into a field, which the notation would refuse: digits in groups, magnitudes and units in
// words, signs of money, full-width characters. CURRENCIES are the notation's, SPOKEN_MAGNITUDES and SPOKEN_UNITS are
// made from the table of phrases.
const GROUPS = /^(-?)((?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]{1,3}(?:['\u2019 ][0-9]{3})+|[0-9][0-9_]*)(?:\.[0-9]+)?|\.[0-9]+)(.*)$/su;

// The number in a unit, NaN where it cannot be told.
function readSpoken(text, unit) {
  let rest = [...text].map((char) => {
    const code = char.codePointAt(0);
    return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : code === 0x3000 || code === 0xa0 ? " " : char;
  }).join("").trim();
  const currency = CURRENCIES[rest[0]];
  if (currency !== undefined) {
    if (!unit.split("/")[0].includes(currency)) return NaN;
    rest = rest.slice(1).trim();
  }
  const found = GROUPS.exec(rest);
  if (found === null) return NaN;
  const isDoubtful = /^[0-9]{1,3},[0-9]{3}$/.test(found[2]) && currency === undefined;  // a decimal comma, elsewhere
  if (isDoubtful || /^,[0-9]/.test(found[3])) return NaN;
  let value = Number(found[2].replaceAll(/[,_'\u2019 ]/gu, ""));
  rest = found[3].trim();
  let isPercent = false;
  if (rest[0] === "%") {
    isPercent = true;
    rest = rest.slice(1).trim();
  }
  for (let form = magnitudeAt(rest, found[3][0] !== " "); form !== ""; form = magnitudeAt(rest, false)) {
    value *= SPOKEN_MAGNITUDES[form] ?? MAGNITUDES[form];
    rest = rest.slice(form.length).trim();
  }
  if (currency !== undefined) rest = `${currency} ${rest}`;
  if (isPercent && unit !== "%" && (unit !== "" || rest !== "")) return NaN;
  if (rest !== "" && spokenUnit(rest) !== spokenUnit(unit)) return NaN;
  return (found[1] === "-" ? -1 : 1) * value * (isPercent && unit !== "%" ? 0.01 : 1);
}

// The longest magnitude that begins a text; letters are one only where no other letter follows.
function magnitudeAt(text, isGlued) {
  for (let length = Math.min(10, text.length); length > 0; length -= 1) {
    const form = text.slice(0, length), low = form.toLowerCase();
    const isAscii = /^[\x00-\x7f]*$/u.test(form), ends = !isAscii || !/^[A-Za-z]/u.test(text.slice(length));
    if (ends && Object.hasOwn(MAGNITUDES, form) && (isGlued || !GLUED_MAGNITUDES.includes(form))) return form;
    if (ends && Object.hasOwn(SPOKEN_MAGNITUDES, low)) return low;
  }
  return "";
}

// A unit by its names in the notation: "requests per day" and "\u6b21/\u5929" are request/day.
function spokenUnit(text) {
  const parts = text.toLowerCase().replaceAll(/ per | a | an | every |\u6bcf/gu, "/").split("/").map((part) => part.trim());
  return parts.map((part) => {
    const known = SPOKEN_UNITS[part] ?? SPOKEN_UNITS[part.replace(/s$/u, "")] ?? part;
    return known.toLowerCase().replace(/(?<=..)s$/u, "");
  }).join("/");
}
