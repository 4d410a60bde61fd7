// What a field says: a number of the notation, as its tokens.py reads it, else one as people write it.
const NUMBER = /^([-\u2212]\s*)?((?:[0-9][0-9_]*(?:\.[0-9][0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?)(.*)$/su;
const WORD = /^[\p{L}\p{N}_]+/u, LONGEST_NUMBER = 400;

// The number that a text says in a unit, which it may leave out, read as the notation's tokens.py reads it; else NaN.
function readNumber(text, unit) {
  const found = NUMBER.exec(text.trim());
  if (found === null || found[2].length > LONGEST_NUMBER || /^0[0-9]+$/.test(found[2]) || /(?<![0-9])_|_(?![0-9])/.test(found[2])) return NaN;
  const written = unit.startsWith("1/") ? unit.slice(1) : unit, value = Number(found[2].replaceAll("_", ""));
  let rest = found[3], isPercent = rest[0] === "%", magnitude = 1;
  if (isPercent) rest = rest.slice(1);
  const isGlued = rest[0] !== " ";
  if (!isGlued) {
    rest = rest.replace(/^ +/, "");
    if (rest[0] === "%" && !isPercent) {
      isPercent = true;
      rest = rest.slice(1);
      if (rest !== "" && rest[0] !== "/") return NaN;
    } else if (!WORD.test(rest)) return NaN;
  }
  const word = WORD.exec(rest)?.[0];
  if (word !== undefined && Object.hasOwn(MAGNITUDES, word) && (isGlued || !GLUED_MAGNITUDES.includes(word))) {
    magnitude = MAGNITUDES[word];
    rest = rest.slice(word.length);
    if (rest[0] === " ") {
      rest = rest.replace(/^ +/, "");
      if (!WORD.test(rest)) return NaN;
    }
  }
  if (rest !== "" ? unit === "%" || rest.replaceAll("\u00b7", "*") !== written : isPercent && unit !== "%" && unit !== "") return NaN;
  return (found[1] === undefined ? 1 : -1) * value * magnitude * (isPercent && unit !== "%" ? 0.01 : 1);
}

// What a field says: a number of the notation, else one as people write it.
function readField(text, unit) {
  const number = readNumber(text, unit);
  return Number.isFinite(number) ? number : readSpoken(text, unit);
}
