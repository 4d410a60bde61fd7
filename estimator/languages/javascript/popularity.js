// Popularity by Zipf's law, as model/popularity.py has it: where what is from, and why, is said there.

function zipf_head(head, items, skew) {
  head = floor(head);
  items = floor(items);
  if (!(items >= 1 && head >= 0 && skew >= 0 && Number.isFinite(head + items + skew))) return NaN;
  return harmonic(Math.min(head, items), skew) / harmonic(items, skew);
}
function harmonic(items, skew) {
  let total = 0;
  for (let rank = Math.min(items, SUMMED); rank > 0; rank--) total += rank ** -skew;
  return items <= SUMMED ? total : total + beyond(SUMMED, items, skew);
}
function beyond(low, high, skew) {
  const power = 1 - skew, length = Math.log(high / low);
  let start = low ** -skew, end = high ** -skew, rising = skew;
  let total = low * start * (power === 0 ? length : Math.expm1(power * length) / power) + (end - start) / 2;
  BERNOULLI.forEach((coefficient, place) => {
    start /= low;
    end /= high;
    total += coefficient * rising * (start - end);
    start /= low;
    end /= high;
    rising *= (skew + 2 * place + 1) * (skew + 2 * place + 2);
  });
  return total;
}

function lru_hit_ratio(cache, items, skew) {
  return hitRatio(cache, items, skew, (asked) => -Math.expm1(-asked), (asked) => Math.exp(-asked), (absent) => absent);
}
function fifo_hit_ratio(cache, items, skew) {
  const held = (asked) => asked / (1 + asked), square = (absent) => absent * absent;
  return hitRatio(cache, items, skew, held, (asked) => 1 / (1 + asked), square);
}
function hitRatio(cache, items, skew, held, absent, slope) {
  cache = snapped(cache);
  items = floor(items);
  if (!(items >= 1 && cache >= 0 && skew >= 0 && Number.isFinite(cache + items + skew))) return NaN;
  if (cache >= items) return 1;
  if (cache === 0) return 0;
  if (skew >= STEEPEST) return Math.min(1, cache);
  if (holdsAll(cache, skew)) return 1;
  const all = harmonic(items, skew), few = cache <= items / 2, wanted = few ? cache : items - cache;
  const side = few ? held : absent, least = Math.log(cache / all);
  const [levels, weights] = ranked(felt(cache, items, skew), skew, ...askedOnce(cache, skew, least));
  const guess = few ? skew * Math.log(cache) : skew * Math.log(items) + Math.log(-Math.log1p(-cache / items));
  let low = least - 1, high = Infinity, time = Math.max(least, guess);
  for (let tangent = 0; tangent < MOST_TANGENTS; tangent++) {
    let found = 0, steepness = 0;
    for (let place = 0; place < levels.length; place++) {
      const asked = Math.exp(Math.min(time - levels[place], LARGEST_POWER));
      found += weights[place] * side(asked);
      steepness += weights[place] * (asked * slope(absent(asked)));
    }
    if ((found < wanted) === few) low = time;
    else high = time;
    const step = found > 0 && steepness > 0 ? Math.log(wanted / found) * found / steepness : Infinity;
    let after = few ? time + step : time - step;
    let near = Math.abs(after - time) <= CLOSE;
    if (!(after >= low && after <= high)) {
      near = high - low <= CLOSE * CLOSE * Math.max(1, Math.abs(time));
      after = high < Infinity ? (low + high) / 2 : low + 1 + 2 * Math.abs(low - least);
    }
    time = after;
    if (near) break;
  }
  let hits = 0;
  for (let place = 0; place < levels.length; place++) {
    const asked = Math.exp(Math.min(time - levels[place], LARGEST_POWER));
    hits += weights[place] * Math.exp(-levels[place]) / all * held(asked);
  }
  return Math.min(1, hits);
}
function holdsAll(cache, skew) {
  return skew > 1 && cache > 1 && (skew - 1) * (Math.log(cache) + Math.log((skew - 1) / skew)) >= NEGLIGIBLE;
}
function askedOnce(cache, skew, least) {
  if (skew === 0) return [0, 0];
  let nearest = least / skew;
  if (skew > 1 && cache > 1) nearest = Math.max(nearest, Math.log(cache) + Math.log((skew - 1) / skew));
  return [nearest, Math.log(2 * cache + 1)];
}
function felt(cache, items, skew) {
  if (skew <= 1) return items;
  const reach = Math.max(1, NEGLIGIBLE / (skew - 1));
  return reach < LARGEST_POWER / 2 ? Math.min(items, Math.ceil((cache + 1) * Math.exp(reach))) : items;
}
function ranked(items, skew, nearest, farthest) {
  const single = Math.min(items, Math.max(SINGLE, Math.ceil(SINGLE_BY_SKEW * skew)));
  const levels = [], weights = [];
  const add = (logarithm, weight) => {
    levels.push(skew * logarithm);
    weights.push(weight);
  };
  for (let rank = 1; rank <= single; rank++) add(Math.log(rank), 1);
  if (items <= single) return [levels, weights];
  add(Math.log(single), -1 / 24);
  add(Math.log(single + 1), 1 / 24);
  add(Math.log(items), 1 / 24);
  add(Math.log(items + 1), -1 / 24);
  const start = Math.log(single + 0.5), end = Math.log(items + 0.5);
  const longest = Math.min(LONGEST_PANEL, 1 / skew), edge = EDGE / skew;
  const first = Math.min(Math.max(start, nearest - edge), end), last = Math.min(Math.max(start, farthest + edge), end);
  for (const [low, high, length] of [
    [start, first, LONGER * longest],
    [first, last, longest],
    [last, end, LONGER * longest],
  ]) {
    const panels = Math.ceil((high - low) / length), half = (high - low) / panels / 2;
    for (let panel = 0; panel < panels; panel++) {
      const middle = low + (2 * panel + 1) * half;
      for (const [node, weight] of GAUSS) {
        for (const at of [middle - half * node, middle + half * node]) add(at, half * weight * Math.exp(at));
      }
    }
  }
  return [levels, weights];
}
