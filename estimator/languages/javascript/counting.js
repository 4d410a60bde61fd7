// Counting and chance, as model/counting.py has them: where what is from, and why, is said there.

function ln_factorial(n) {
  if (!(n >= 0)) return NaN;
  if (n >= STIRLING) return finite((n + 0.5) * Math.log(n) - n + HALF_LOG_2PI + stirlingError(n));
  let product = 1, total = 0;
  for (; n > 0.5; n--) product *= n;
  for (let place = ZETA.length - 1; place >= 0; place--) total = (ZETA[place] - total) * n;
  return Math.log(product) + n * (EULER + total) - Math.log1p(n);
}
function stirlingError(n) {
  if (n < STIRLING) return ln_factorial(n) - (n + 0.5) * Math.log(n) + n - HALF_LOG_2PI;
  const inverse = 1 / n / n;
  let total = 0;
  for (let place = SERIES.length - 1; place >= 0; place--) total = total * inverse + SERIES[place];
  return total / n;
}
function deviance(count, mean, off) {
  if (count === 0) return mean;
  const slope = 0.5 * off / (0.5 * count + 0.5 * mean);
  if (Math.abs(slope) >= 0.3) return mean > 0 ? count * Math.log(count / mean) - off : Infinity;
  const square = slope * slope;
  let total = off * slope, term = 2 * (count * slope), odd = 1, before;
  do {
    term *= square;
    odd += 2;
    before = total;
    total += term / odd;
  } while (Math.abs(total - before) > 0);
  return total;
}
function distance(count, tries, chance) {
  const product = tries * chance;
  if (tries > LARGEST_SPLIT) return count - product;
  const first = SPLIT * tries, second = SPLIT * chance;
  const high = first - (first - tries), head = second - (second - chance);
  const low = tries - high, tail = chance - head;
  return (count - product) - (((high * head - product) + high * tail + low * head) + low * tail);
}

function choose(n, k) {
  n = snapped(finite(n));
  k = snapped(finite(k));
  if (!(k >= 0 && k <= n)) return Number.isNaN(n + k) ? NaN : 0;
  const fewer = Math.min(k, n - k);
  if (fewer > 0 && fewer * Math.log(n / fewer) > LARGEST_EXPONENT) return NaN;
  if (!Number.isInteger(n) || !Number.isInteger(k)) return finite(Math.exp(lnChoose(n, fewer)));
  if (fewer >= MOST_CHOSEN) return NaN;
  let ways = 1n;
  const others = BigInt(n) - BigInt(fewer);
  for (let place = 1n; place <= fewer; place++) ways = ways * (others + place) / place;
  return finite(Number(ways));
}
function lnChoose(n, k) {
  if (k === 0) return 0;
  const rest = n - k, errors = stirlingError(n) - stirlingError(k) - stirlingError(rest);
  return k * Math.log(n / k) - rest * Math.log1p(-k / n) + errors - 0.5 * Math.log(k / n * rest) - HALF_LOG_2PI;
}

function poisson_pmf(k, mean) {
  if (!(mean >= 0 && Number.isFinite(k + mean))) return NaN;
  k = snapped(k);
  return k < 0 || !Number.isInteger(k) ? 0 : poissonTerm(k, mean);
}
function poissonTerm(k, mean) {
  if (k === 0 || mean === 0) return k === 0 ? Math.exp(-mean) : 0;
  return Math.exp(-stirlingError(k) - deviance(k, mean, k - mean)) / Math.sqrt(k) / Math.sqrt(2 * Math.PI);
}
function binomialTerm(hits, misses, chance, rest, off) {
  const tries = hits + misses;
  if (hits === 0 || misses === 0) return Math.exp(tries * Math.log1p(-(hits === 0 ? chance : rest)));
  const errors = stirlingError(tries) - stirlingError(hits) - stirlingError(misses);
  const away = deviance(hits, tries * chance, off) + deviance(misses, tries * rest, -off);
  return Math.exp(errors - away) * Math.sqrt(tries / hits / misses / (2 * Math.PI));
}

function poisson_cdf(k, mean) {
  if (!(mean >= 0 && Number.isFinite(k + mean))) return NaN;
  k = floor(k);
  if (k < 0) return 0;
  return mean === 0 ? 1 : upperGamma(k + 1, mean);
}
function upperGamma(a, x) {
  if (a >= LARGE) {
    const away = deviance(a, x, a - x);
    if (away > 750) return x > a ? 0 : 1;
    const [at, rest] = expansion((x - a) / a, a, 1, 0, away);
    return inside(0.5 * erfc(at) - rest);
  }
  const scale = poissonTerm(a, x);
  if (x < a + 1) {
    let term = 1, total = 1;
    for (let n = a + 1; term > total * 1e-17; n++) {
      term *= x / n;
      total += term;
    }
    return inside(1 - total * scale);
  }
  let b = x - a + 1, c = 1 / LEAST, d = 1 / b, h = d;
  for (let i = 1; i < MOST_STEPS; i++) {
    const an = i * (a - i);
    b += 2;
    d = 1 / (an * d + b || LEAST);
    c = b + an / c;
    h *= d * c;
    if (Math.abs(d * c - 1) < 4e-16) break;
  }
  return inside(a * scale * h);
}

function binomial_cdf(k, n, p) {
  if (!(p >= 0 && p <= 1 && n >= 0 && Number.isFinite(k + n))) return NaN;
  k = floor(k);
  n = floor(n);
  if (k < 0) return 0;
  return k >= n ? 1 : incompleteBeta(n - k, k + 1, 1 - p, p, -distance(k + 1, n + 1, p));
}
function incompleteBeta(a, b, x, rest, off) {
  if (x <= 0 || rest <= 0) return x <= 0 ? 0 : 1;
  const all = a + b, variance = a / all * b;
  if (variance >= LARGE) {
    const away = deviance(a, all * x, off) + deviance(b, all * rest, -off);
    if (away > 750) return off > 0 ? 0 : 1;
    const [at, further] = expansion(-off / variance, variance, b / all, -a / all, away);
    return inside(0.5 * erfc(-at) + further);
  }
  if (off < 0) return 1 - incompleteBeta(b, a, rest, x, -off);
  const front = binomialTerm(a, b, x, rest, off) * a / all * b;
  return front === 0 ? 0 : inside(front / betaFraction(a, b, x, rest, off));
}
function betaFraction(a, b, x, rest, off) {
  let h = a / (a + 1) * (off + 1), c = h, d = 0;
  for (let m = 1; m < MOST_STEPS; m++) {
    const step = a + 2 * m - 1;
    const an = m * ((a + m - 1) / step) * ((a + b + m - 1) / step * x) * ((b - m) * x);
    const bn = m + m * ((b - m) * x / step) + (a + m) / (step + 2) * (off + 1 + m * (1 + rest));
    d = 1 / (bn + an * d || LEAST);
    c = bn + an / c || LEAST;
    h *= d * c;
    if (Math.abs(d * c - 1) < 4e-16) break;
  }
  return h;
}

const signed = (size, sign) => (sign < 0 ? -size : size);
function expansion(t, variance, right, left, away) {
  let total = 0;
  if (Math.abs(t) * Math.sqrt(variance) >= 0.5) {
    total = terms(t, signed(Math.sqrt(2 * away / variance), t), variance, right, left);
  } else {
    const half = 0.5 / Math.sqrt(variance), at = t / half;
    for (const node of NODES) {
      let weight = 1;
      for (const other of NODES) if (other !== node) weight *= (at - other) / (node - other);
      total += weight * terms(node * half, scaledRoot(node * half, right, left), variance, right, left);
    }
  }
  return [signed(Math.sqrt(away), t), Math.exp(-away) / Math.sqrt(2 * Math.PI * variance) * total];
}
function terms(t, y, variance, right, left) {
  const gain = -(1 + right * left) / 12;
  const rise = (1 + right * t) * (1 + left * t), bend = right + left + 2 * right * left * t;
  const second = rise / t ** 3 - 1 / y ** 3 - gain / t;
  const third = 3 / y ** 5 + rise / t ** 3 * (bend / t - 3 * rise / t ** 2 + gain) - gain * gain / (2 * t);
  return 1 / y - 1 / t + (second + third / variance) / variance;
}
function scaledRoot(t, right, left) {
  let total = 0, power = 1, first = right, second = left;
  for (let j = 2; j < 16; j++) {
    total += power * (first - second) / j;
    power *= -t;
    first *= right;
    second *= left;
  }
  return t * Math.sqrt(2 * total);
}
