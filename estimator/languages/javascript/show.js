// Values as text, as units/display.py has them: three significant digits, rounded half up, with the unit or the prefix
// that fits. A scale says which units those are; see languages/scales.py.
const NO_VALUE = "no value";

// The digits of a positive number as an integer, the power of ten that it counts, and whether digits were dropped.
function significant(value, digits) {
  const kept = Math.min(NOISE_DIGITS, Math.max(TIE_DIGITS, digits + 2));
  const [mantissa, exponent] = value.toExponential(kept - 1).split("e");
  const whole = mantissa.replace(".", ""), dropped = Math.max(0, whole.length - digits);
  const head = Number(whole.slice(0, digits)) + (dropped && whole[digits] >= "5" ? 1 : 0);
  const power = Number(exponent) - whole.length + 1 + dropped;
  if (value >= LEAST_WITHOUT_NOISE && Number.isInteger(value)) {
    return [head, power, power < 0 || BigInt(value) !== BigInt(head) * 10n ** BigInt(power)];
  }
  const noise = digits > TIE_DIGITS ? LAST_BITS : NOISE;
  return [head, power, Math.abs(Number(`${head}e${power}`) - value) > noise * value];
}
function decimal(digits, power) {
  let text = String(digits);
  if (power >= 0) return text + "0".repeat(power);
  if (-power >= text.length) text = "0".repeat(1 - power - text.length) + text;
  return (text.slice(0, power) + "." + text.slice(power)).replace(/0+$/, "").replace(/\.$/, "");
}
function plainNumber(value, digits = DIGITS) {
  if (value === 0) return ["0", false];
  const sign = value < 0 ? "-" : "", [head, power, rounded] = significant(Math.abs(value), digits);
  const text = String(head), size = text.length + power;
  if (size >= -4 && size <= Math.max(6, digits)) return [sign + decimal(head, power), rounded];
  const fraction = text.slice(1).replace(/0+$/, "");
  return [`${sign}${text[0]}${fraction ? "." : ""}${fraction}e${size - 1}`, rounded];
}
function counted(value, digits = DIGITS) {
  if (value === 0) return ["0", false];
  const [head, power, rounded] = significant(Math.abs(value), digits), size = String(head).length + power;
  if (size <= 15) {
    for (const [places, name] of COUNT_MAGNITUDES) {
      if (size > places) return [`${value < 0 ? "-" : ""}${decimal(head, power - places)} ${name}`, rounded];
    }
  }
  return plainNumber(value, digits);
}
// As many digits as keep a value from being rounded onto a limit that it is held against: 98.96% of 99%.
function apart(value, digits, limits) {
  for (const limit of limits) {
    if (!(value * limit > 0 && Math.abs(value - limit) > SAME * Math.abs(limit))) continue;
    while (digits < NOISE_DIGITS && roundedTo(Math.abs(value), digits) === roundedTo(Math.abs(limit), digits)) digits++;
  }
  return digits;
}
// A whole number of up to six digits with all of them, where three are not enough for it and `digits` are no fewer.
function inFull(value, digits) {
  if (digits < DIGITS || value === 0 || !significant(Math.abs(value), DIGITS)[2]) return null;
  const [head, power, rounded] = significant(Math.abs(value), WHOLE_DIGITS), text = decimal(head, power);
  return rounded || text.includes(".") || text.length > WHOLE_DIGITS ? null : [(value < 0 ? "-" : "") + text, false];
}
// As many digits as keep a share below one from being rounded to one.
function enough(value, whole, digits = DIGITS) {
  if (value / whole > 0.99 && value / whole < 1) {
    while (roundedTo(value, digits) === whole && digits < NOISE_DIGITS) digits++;
  }
  return digits;
}
function roundedTo(value, digits = DIGITS) {
  if (value === 0) return 0;
  const [head, power] = significant(value, digits);
  return Number(`${head}e${power}`);
}
const joined = (text, unit) => {
  const bare = unit.startsWith("1/") ? unit.slice(1) : unit;
  return bare === "" ? text : bare[0] === "/" || bare[0] === "%" ? text + bare : `${text} ${bare}`;
};

// A value in base units as [number, unit, rounded, what one of the unit is]; `whole`: whole numbers of a chosen unit stay
// whole; `limits`: what it is held against, in base units.
function parts(value, scale, digits = DIGITS, whole = true, limits = []) {
  if (!Number.isFinite(value)) return [NO_VALUE, "", false, 1];
  const one = scale.numerator / scale.denominator, own = value * scale.denominator / scale.numerator;
  const held = (factor) => apart(value / factor, digits, limits.map((limit) => limit / factor));
  const inRung = ({ factor, unit }) => withUnit(counted(value / factor, held(factor)), unit, factor);
  const full = whole && scale.style !== "counted" ? inFull(own, digits) : null;
  if (full !== null) return withUnit(full, scale.unit, one);
  if (scale.rungs.length && !(scale.style === "physical" && Math.abs(own) < LONGEST_PLAIN)) {
    const size = Math.abs(own), rounded = roundedTo(size, digits);
    const rung = scale.rungs.find(({ least, rounds }) => (rounds ? rounded : Math.abs(value)) >= least && size > 0);
    if (rung !== undefined && rung.least > 0) return inRung(rung);
    return size === 0 ? withUnit(counted(0), scale.unit, one) : inRung(scale.rungs[scale.rungs.length - 1]);
  }
  digits = held(one);
  const plain = () => plainNumber(own, digits);
  switch (scale.style) {
    case "number": return withUnit(plain(), scale.unit, one);
    case "percent": return withUnit(plainNumber(own, enough(own, 100, digits)), scale.unit, one);
    case "physical": return withUnit(Math.abs(own) < LONGEST_PLAIN ? plain() : counted(own, digits), scale.unit, one);
    case "plain": return withUnit(counted(own, enough(own, 1, digits)), scale.unit, one);
    default: return withUnit(counted(own, digits), scale.unit, one);
  }
}
const withUnit = ([text, rounded], unit, size) => [text, unit, rounded, size];
function show(value, scale, limits = []) {
  const [text, unit] = parts(value, scale, DIGITS, true, limits);
  return joined(text, unit);
}
// An end of a range with the digits that its standard error leaves, in the unit that it is shown in.
function endParts(end, error, scale) {
  if (!error) return parts(Number(end.toPrecision(12)), scale);
  if (Math.abs(end) <= error) return parts(0, scale);
  // Of the unit's own number: bits and seconds have other first digits than the PB and days that are read.
  const size = parts(end, scale, DIGITS, false)[3], left = Math.trunc(-Math.log10(error / Math.abs(end)));
  const roundTo = (most) => Number((end / size).toPrecision(most)) * size;
  const rounded = roundTo(Math.max(2, Math.min(12, left)));
  let digits = DIGITS;
  while (digits > 1 && lastDigit(parts(rounded, scale, digits, false)[0], digits) < 2 * error / Math.abs(end)) digits--;
  return parts(digits === 1 ? roundTo(1) : rounded, scale, digits, false); // 1.46 by way of 1.5 would be 2
}
// What one in the last of so many digits of a number is, relative to the number.
function lastDigit(number, digits) {
  const head = number.replace(".", "").replace(/^[-0]+/, "").split(" ")[0].split("e")[0];
  return head === "" ? 1 : 10 ** (head.length - digits) / Number(head);
}
// `low to high`, the unit left out where it is that of the value.
function showRange(low, high, value, scale, lowError = 0, highError = 0) {
  const first = endParts(low, lowError, scale), second = endParts(high, highError, scale);
  const unit = parts(value, scale)[1];
  if (first[1] === unit && second[1] === unit) return `${first[0]} to ${second[0]}`;
  if (first[1] === second[1]) return `${first[0]} to ${joined(second[0], second[1])}`;
  return `${joined(first[0], first[1])} to ${joined(second[0], second[1])}`;
}
// A probability in per cent, as languages/checks.py has it: never rounded to certainty, nor onto one that is asked or to
// its other side.
function percentage(share, asked = null) {
  const percent = share * 100, limit = asked === null || share === asked ? null : Number((asked * 100).toFixed(ASKED_DIGITS));
  const isApart = (shown) => limit === null || (shown !== limit && shown > limit === percent > limit);
  if (percent >= CERTAIN && percent < 100 && (limit === null || limit < FAR)) return `more than ${FAR}%`;
  if ((percent >= ALMOST_ALL && percent < CERTAIN) || (percent > 0 && percent < ALMOST_NONE)) {
    const text = plainNumber(percent)[0];
    if (isApart(Number(text))) return `${text}%`;
  }
  for (let digits = 0; digits <= MOST_DECIMALS; digits++) {
    const text = percent.toFixed(digits), shown = Number(text);
    if (((shown !== 0 && shown !== 100) || shown === percent) && isApart(shown)) return `${text}%`;
  }
  if (limit !== null && Math.abs(percent - limit) < 1) return `${percent > limit ? "more" : "less"} than ${Number(limit.toPrecision(ASKED_DIGITS))}%`;
  return percent > ALMOST_ALL ? `more than ${FAR}%` : `${plainNumber(percent)[0]}%`;
}
