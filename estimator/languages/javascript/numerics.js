// The built-in functions on numbers, as model/numerics.py has them: the same snapping, the same series.
// What has no value is NaN, which a page shows as such.
const SNAP = 1e-9, EQUAL = 1e-12, LARGEST_WHOLE = 2 ** 52, LARGE = 1e6, EXACT_ITEMS = 256;

function equal(left, right) {
  return left === right || Math.abs(left - right) <= EQUAL * Math.max(Math.abs(left), Math.abs(right));
}
const unequal = (left, right) => !equal(left, right);
const less = (left, right) => left < right && !equal(left, right);
const atMost = (left, right) => left <= right || equal(left, right);
const more = (left, right) => left > right && !equal(left, right);
const atLeast = (left, right) => left >= right || equal(left, right);

function power(base, exponent) {
  return base === 0 && exponent < 0 ? NaN : base ** exponent;
}
const quotient = (over, under) => (under === 0 ? NaN : over / under);
const sum = (...terms) => terms.reduce((total, term) => total + term, 0);

// A share: its central value must be one, its points are cut at the bounds; see reckoning/shares.py.
const inside = (share) => Math.min(1, Math.max(0, share));
const isShare = (value) => value >= -EQUAL && value <= 1 + EQUAL;

function snapped(value) {
  if (Math.abs(value) >= LARGEST_WHOLE) return value;
  const nearest = Math.floor(value + 0.5);
  return Math.abs(value - nearest) <= SNAP * Math.max(1, Math.abs(value)) ? nearest : value;
}
const ceil = (value) => Math.ceil(snapped(value));
const floor = (value) => Math.floor(snapped(value));
function round(value) {
  return Math.abs(value) >= LARGEST_WHOLE ? value : Math.sign(value) * Math.floor(Math.abs(value) + 0.5);
}
function ceil_pow2(value) {
  if (!(value > 0)) return NaN;
  const wanted = value > 0.5 ? snapped(value) : value;
  let found = 2 ** Math.round(Math.log2(wanted));
  while (found < wanted) found *= 2;
  while (found / 2 >= wanted) found /= 2;
  return found;
}
const ln = (value) => (value > 0 ? Math.log(value) : NaN);
const log2 = (value) => (value > 0 ? Math.log2(value) : NaN);
const log10 = (value) => (value > 0 ? Math.log10(value) : NaN);

// ln(gamma(x)): Stirling's series above 15, to which smaller numbers are led by the recurrence.
function lnGamma(x) {
  if (!(x > 0)) return NaN;
  if (x === 1 || x === 2) return 0;
  let product = 1;
  while (x < 15) product *= x++;
  const inverse = 1 / (x * x);
  const series = ((((((-1 / 156) * 691 / 2310 * inverse + 1 / 1188) * inverse - 1 / 1680) * inverse + 1 / 1260) *
    inverse - 1 / 360) * inverse + 1 / 12) / x;
  return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
const ln_factorial = (n) => (n < 0 ? NaN : lnGamma(n + 1));

function choose(n, k) {
  n = snapped(n);
  k = snapped(k);
  if (k < 0 || k > n) return 0;
  if (Number.isInteger(n) && Number.isInteger(k) && n <= 1e6 && Math.min(k, n - k) <= 500) {
    let found = 1;
    for (let place = 1; place <= Math.min(k, n - k); place++) found *= (n - Math.min(k, n - k) + place) / place;
    return found < LARGEST_WHOLE ? Math.round(found) : found;
  }
  return Math.exp(lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1));
}

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

function poisson_pmf(k, mean) {
  if (!(mean >= 0)) return NaN;
  k = snapped(k);
  if (k < 0 || !Number.isInteger(k)) return 0;
  if (mean === 0) return k === 0 ? 1 : 0;
  return Math.exp(k * Math.log(mean) - mean - lnGamma(k + 1));
}
function poisson_cdf(k, mean) {
  if (!(mean >= 0)) return NaN;
  k = floor(k);
  if (k < 0) return 0;
  return mean === 0 ? 1 : upperGamma(k + 1, mean);
}
function upperGamma(a, x) {
  if (a > LARGE) {
    const off = (x - a) / a;
    const eta = Math.sign(off) * Math.sqrt(Math.max(0, 2 * (off - Math.log1p(off))));
    const first = Math.abs(off) > 1e-3 ? 1 / off - 1 / eta : -1 / 3 + eta / 12 - 2 * eta * eta / 135;
    const tail = Math.exp(-a * eta * eta / 2) / Math.sqrt(2 * Math.PI * a);
    return inside(0.5 * erfc(eta * Math.sqrt(a / 2)) + tail * first);
  }
  const scale = Math.exp(a * Math.log(x) - x - lnGamma(a));
  if (x < a + 1) {
    let term = 1 / a, total = term;
    for (let n = a + 1; term > total * 1e-17; n++) {
      term *= x / n;
      total += term;
    }
    return inside(1 - total * scale);
  }
  let b = x + 1 - a, c = 1e300, d = 1 / b, h = d;
  for (let i = 1; i < 100_000; i++) {
    const an = -i * (i - a);
    b += 2;
    d = 1 / (an * d + b || 1e-300);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return inside(h * scale);
}

function binomial_cdf(k, n, p) {
  if (!(p >= 0 && p <= 1) || n < 0) return NaN;
  k = floor(k);
  n = floor(n);
  if (k < 0) return 0;
  if (k >= n) return 1;
  const variance = n * p * (1 - p);
  if (n > 100 * LARGE) {
    if (variance > LARGE) {
      const z = (k + 0.5 - n * p) / Math.sqrt(variance);
      const density = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      return inside(0.5 * erfc(-z / Math.SQRT2) - density * (1 - 2 * p) / Math.sqrt(variance) / 6 * (z * z - 1));
    }
    return p < 0.5 ? poisson_cdf(k, n * p) : 1 - poisson_cdf(n - k - 1, n * (1 - p));
  }
  return inside(incompleteBeta(n - k, k + 1, 1 - p, p));
}
function incompleteBeta(a, b, x, rest) {
  if (x <= 0 || rest <= 0) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, rest, x);
  const front = Math.exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * Math.log(x) + b * Math.log(rest));
  let c = 1, d = 1 / (1 - (a + b) * x / (a + 1) || 1e-300), h = d;
  for (let m = 1; m < 100_000; m++) {
    const even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || 1e-300);
    c = 1 + even / c || 1e-300;
    h *= d * c;
    const odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || 1e-300);
    c = 1 + odd / c || 1e-300;
    h *= d * c;
    if (Math.abs(d * c - 1) < 1e-16) break;
  }
  return front * h / a;
}

// Ranks and weights whose weighted sum is a sum over 1..items; see model/numerics.py.
const NODES = [
  [0.1834346424956498, 0.3626837833783620], [0.5255324099163290, 0.3137066458778873],
  [0.7966664774136267, 0.2223810344533745], [0.9602898564975363, 0.1012285362903763],
];
function ranks(items) {
  const single = Math.trunc(Math.min(items, EXACT_ITEMS)), found = [];
  for (let rank = 1; rank <= single; rank++) found.push([rank, 1]);
  let low = single + 0.5;
  if (low < items + 0.5) {
    found.push([single, -1 / 24], [single + 1, 1 / 24], [items, 1 / 24], [items + 1, -1 / 24]);
  }
  while (low < items + 0.5) {
    const high = Math.min(low * 2, items + 0.5), middle = (low + high) / 2, half = (high - low) / 2;
    for (const [node, weight] of NODES) {
      found.push([middle - half * node, half * weight], [middle + half * node, half * weight]);
    }
    low = high;
  }
  return found;
}
const harmonic = (items, skew) => ranks(items).reduce((total, [rank, weight]) => total + weight * rank ** -skew, 0);
function zipf_head(head, items, skew) {
  head = floor(head);
  items = floor(items);
  if (items < 1 || head < 0 || skew < 0) return NaN;
  return harmonic(Math.min(head, items), skew) / harmonic(items, skew);
}
function lru_hit_ratio(cache, items, skew) {
  return hit_ratio(cache, items, skew, (requests) => -Math.expm1(-requests));
}

function fifo_hit_ratio(cache, items, skew) {
  return hit_ratio(cache, items, skew, (requests) => requests / (1 + requests));
}

function hit_ratio(cache, items, skew, held) {
  cache = snapped(cache);
  items = floor(items);
  if (items < 1 || cache < 0 || skew < 0) return NaN;
  if (cache >= items) return 1;
  if (cache === 0) return 0;
  const total = harmonic(items, skew);
  const pairs = ranks(items).map(([rank, weight]) => [weight, rank ** -skew / total]);
  const filled = (time) => pairs.reduce((all, [weight, share]) => all + weight * held(share * time), 0);
  let low = 0, high = cache;
  while (filled(high) < cache) [low, high] = [high, high * 2];
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (filled(middle) < cache) low = middle;
    else high = middle;
  }
  const time = (low + high) / 2;
  return pairs.reduce((all, [weight, share]) => all + weight * share * held(share * time), 0);
}
