// The built-in functions on numbers, as model/numerics.py has them: the same snapping, the same series.
// What has no value, or too large a one, is NaN, which a page shows as such; so is what depends on it.

function equal(left, right) {
  return left === right || Math.abs(left - right) <= EQUAL * Math.max(Math.abs(left), Math.abs(right));
}
// A comparison of what is no number is neither true nor false.
const comparison = (holds) => (left, right) => (Number.isFinite(left - right) ? holds(left, right) : NaN);
const same = comparison(equal);
const unequal = comparison((left, right) => !equal(left, right));
const less = comparison((left, right) => left < right && !equal(left, right));
const atMost = comparison((left, right) => left <= right || equal(left, right));
const more = comparison((left, right) => left > right && !equal(left, right));
const atLeast = comparison((left, right) => left >= right || equal(left, right));
// `if`, `and`, `or`, `not`: the side that is decided against is not asked.
// While it is explored what a program may ask, all sides of what is not known are.
let isExploring = false;
function choice(held, consequence, alternative) {
  if (held === held) return held ? consequence() : alternative();
  if (isExploring) [consequence, alternative].forEach((side) => side());
  return NaN;
}
function either(held, further) {
  if (held === held) return held ? held : further();
  if (isExploring) further();
  return NaN;
}
function both(held, further) {
  if (held === held) return held ? further() : held;
  if (isExploring) further();
  return NaN;
}
const not = (held) => (held !== held ? NaN : !held);

function power(base, exponent) {
  return (base === 0 && exponent < 0) || !Number.isFinite(base) || !Number.isFinite(exponent) ? NaN : base ** exponent;
}
const quotient = (over, under) => (under === 0 || !Number.isFinite(under) ? NaN : over / under);
const times = (left, right) => left * right;
// A sheet's own line, given its product and quotient: where it comes to next to nothing, one too small for a number
// has no value.
const kept = (found, left, right) => (Math.abs(found) < SMALLEST && left !== 0 && right !== 0 ? NaN : found);
function looked(line) {
  const found = line(times, quotient);
  if (!(Math.abs(found) < LOOKED_AT)) return found;
  return line((left, right) => kept(left * right, left, right), (over, under) => kept(quotient(over, under), over, under));
}
// In these, what is infinite would vanish.
const least = (...values) => (values.every(Number.isFinite) ? Math.min(...values) : NaN);
const most = (...values) => (values.every(Number.isFinite) ? Math.max(...values) : NaN);
const sum = (...terms) => terms.reduce((total, term) => total + term, 0);

// A share: its central value must be one, its points are cut at the bounds; see reckoning/shares.py.
const inside = (share) => (Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : NaN);
const exponential = (value) => (Number.isFinite(value) ? Math.exp(value) : NaN);
const isShare = (value) => value >= -EQUAL && value <= 1 + EQUAL;

function snapped(value) {
  if (Math.abs(value) >= LARGEST_WHOLE) return value;
  const nearest = Math.floor(value + 0.5);
  return Math.abs(value - nearest) <= SNAP * Math.max(1, Math.abs(value)) ? nearest : value;
}
const ceil = (value) => Math.ceil(snapped(value));
const floor = (value) => Math.floor(snapped(value));
function round(value) {
  let size = snapped(Math.abs(value));
  if (size !== Math.floor(size)) size = Math.floor(size + 0.5 + SNAP * Math.max(1, size));
  return Math.sign(value) * size;
}
function ceil_pow2(value) {
  if (!(value > 0)) return NaN;
  const wanted = value > 0.5 ? snapped(value) : value;
  let found = 2 ** Math.round(Math.log2(wanted));
  while (found < wanted) found *= 2;
  while (found / 2 >= wanted) found /= 2;
  return found;
}
// The value of the first threshold that a number is up to, or below, by their limits; of the last beyond all.
function lookedUp(number, limits, values, isBelow) {
  if (!Number.isFinite(number)) return NaN;
  const place = limits.findIndex((limit) => (isBelow ? number < limit : number <= limit));
  return values[place < 0 ? values.length - 1 : place];
}
// What is no float is no value.
const finite = (value) => (Number.isFinite(value) ? value : NaN);
const ln = (value) => (value > 0 ? Math.log(value) : NaN);
const log2 = (value) => (value > 0 ? Math.log2(value) : NaN);
const log10 = (value) => (value > 0 ? Math.log10(value) : NaN);

// The complementary error function: a series near zero, else Lentz's continued fraction.
function erfc(x) {
  if (x < 0) return 2 - erfc(-x);
  if (x < 2) {
    let term = x, total = x;
    for (let n = 1; Math.abs(term) > 1e-17 * total; n++) {
      term *= -x * x / n;
      total += term / (2 * n + 1);
      if (x === 0) break;
    }
    return 1 - 2 / Math.sqrt(Math.PI) * total;
  }
  let fraction = 0;
  for (let n = 120; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
}
