// A number as people type it into a field, which the notation would refuse: digits in groups, magnitudes and units in
// words, signs of money, full-width characters. CURRENCIES are the notation's, SPOKEN_MAGNITUDES and SPOKEN_UNITS are
// made from the table of phrases.
const GROUPS = /^(-?)((?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]{1,3}(?:['\u2019 ][0-9]{3})+|[0-9][0-9_]*)(?:\.[0-9]+)?|\.[0-9]+)(.*)$/su;

// A number in words, as far as one stands for one value: "half of 10", "三千五百万", "about two million users".
const FRACTIONS = byLength(SPOKEN_FRACTIONS), HEDGES = byLength(SPOKEN_HEDGES), NUMBER_WORDS = byLength(SPOKEN_NUMBERS);

function byLength(table) {
  return Object.entries(table).sort((one, other) => other[0].length - one[0].length);
}

// What is left of a text behind the first of the forms that begins it, and what that form means.
function cutBefore(text, forms) {
  for (const [form, meaning] of forms) {
    const rest = text.slice(form.length);
    const isWord = /[a-z.]$/u.test(form) ? !/^[a-z]/iu.test(rest) : true;
    if (isWord && text.slice(0, form.length).toLowerCase() === form) return [rest.trim(), meaning, rest];
  }
  return null;
}

// The number in a unit, NaN where it cannot be told.
function readSpoken(text, unit) {
  let rest = [...text].map((char) => {
    const code = char.codePointAt(0);
    return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : code === 0x3000 || code === 0xa0 ? " " : char;
  }).join("").trim();
  for (let cut = cutBefore(rest, HEDGES); cut !== null; cut = cutBefore(rest, HEDGES)) rest = cut[0];
  rest = rest.replace(/\s*(?:左右|上下|or so|or thereabouts)$/u, "");
  const part = readPart(rest, unit);
  return Number.isNaN(part) ? readQuantity(rest, unit) : part;
}

// A part of a whole: "half of 10", "a third of 9 TB", "20% of 300 million", "10 TB 的一半"; NaN where there is none.
function readPart(text, unit) {
  const before = cutBefore(text, FRACTIONS);
  if (before !== null) {
    const whole = before[0].replace(/^(?:of\b|的|a\b)\s*/iu, "");
    return before[1] * readSpoken(magnitudeAt(whole, false) === "" ? whole : `1 ${whole}`, unit);  // half a million
  }
  const percent = /^([0-9]+(?:\.[0-9]+)?)\s*% of\b(.+)$/isu.exec(text);
  if (percent !== null) return Number(percent[1]) / 100 * readSpoken(percent[2], unit);
  const behind = /^(.+?)\s*的\s*(.+)$/su.exec(text);
  if (behind === null) return NaN;
  const share = /^([0-9]+(?:\.[0-9]+)?)\s*%$/u.exec(behind[2]), fraction = cutBefore(behind[2], FRACTIONS);
  const factor = share !== null ? Number(share[1]) / 100 : fraction !== null && fraction[0] === "" ? fraction[1] : NaN;
  return factor * readSpoken(behind[1], unit);
}

// A number, its magnitude and its unit.
function readQuantity(text, unit) {
  let rest = text;
  const currency = CURRENCIES[rest[0]];
  if (currency !== undefined) {
    if (!unit.split("/")[0].includes(currency)) return NaN;
    rest = rest.slice(1).trim();
  }
  const numeral = readNumeral(rest);
  const word = numeral === null ? cutBefore(rest, NUMBER_WORDS) : null;
  const found = GROUPS.exec(rest);
  if (found === null && word === null && numeral === null) return NaN;
  const isDoubtful = found !== null && /^[0-9]{1,3},[0-9]{3}$/.test(found[2]) && currency === undefined;
  if (numeral === null && found !== null && (isDoubtful || /^,[0-9]/.test(found[3]))) return NaN;  // a decimal comma
  let value, behind;
  if (numeral !== null) [value, behind] = numeral;
  else if (found !== null) [value, behind] = [Number(found[2].replaceAll(/[,_'\u2019 ]/gu, "")), found[3]];
  else [value, behind] = [word[1], word[2]];
  const isNegative = numeral === null && found !== null && found[1] === "-";
  rest = behind.trim();
  const half = /^and (?:a|one) half\b\s*/iu;
  if (half.test(rest)) [value, rest] = [value + 0.5, rest.replace(half, "")];
  let isPercent = false;
  if (rest[0] === "%") {
    isPercent = true;
    rest = rest.slice(1).trim();
  }
  for (let form = magnitudeAt(rest, behind[0] !== " "); form !== ""; form = magnitudeAt(rest, false)) {
    value *= SPOKEN_MAGNITUDES[form] ?? MAGNITUDES[form];
    rest = rest.slice(form.length).trim();
  }
  if (currency !== undefined) rest = `${currency} ${rest}`;
  if (isPercent && unit !== "%" && (unit !== "" || rest !== "")) return NaN;
  if (rest !== "" && spokenUnit(rest) !== spokenUnit(unit)) return NaN;
  return (isNegative ? -1 : 1) * value * (isPercent && unit !== "%" ? 0.01 : 1);
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
