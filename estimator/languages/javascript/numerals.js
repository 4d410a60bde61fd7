// Numbers as they are written in Chinese, and digits in their way: 三千五百万, 一百零五, 1万5千.
const SIZES = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 }, GREAT = { 万: 1e4, 萬: 1e4, 亿: 1e8, 億: 1e8 };
const PIECE = /^([零〇]?)(?:([0-9]+(?:\.[0-9]+)?|[一壹二两俩贰三叁四五六七八九])([十拾百佰千仟]?)|([十拾]))([万萬亿億]?)/u;

// The number that begins a text and what stands behind it; null where there is none, or it may be two.
function readNumeral(text) {
  let total = 0, section = 0, last = Infinity, below = Infinity, rest = text, pieces = 0;
  for (let found = PIECE.exec(rest); found !== null; found = PIECE.exec(rest)) {
    const [all, zero, digits, size, ten, great] = found;
    const digit = ten !== undefined ? 1 : SPOKEN_NUMBERS[digits] ?? Number(digits);
    const times = SIZES[size || ten] ?? 1, whole = GREAT[great] ?? 1;
    // Of 三百五 nobody can tell whether it is 350.
    const isAlone = times === 1 && (section > 0 || whole === 1);
    if (isAlone && zero === "" && digit < (section > 0 ? below : last) / 10 && pieces > 0) return null;
    section += digit * times;
    if (digit * times >= below || section * whole >= last) return null;  // the pieces go from large to small
    below = times;
    if (whole > 1) [total, section, last, below] = [total + section * whole, 0, whole, Infinity];
    rest = rest.slice(all.length);
    pieces += 1;
  }
  const isWritten = pieces > 1 || (pieces === 1 && !/^[0-9]/u.test(text));
  return isWritten ? [total + section, rest] : null;
}
