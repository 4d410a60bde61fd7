// Brings the markup of an estimate to life: fields and sliders, recalculation, histograms, what matters, the address.
const NUMBER = /^([-\u2212]\s*)?((?:[0-9][0-9_]*(?:\.[0-9][0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?)(.*)$/su;
const WORD = /^[\p{L}\p{N}_]+/u, LONGEST_NUMBER = 400;
const SLIDER = 1000, DRIVERS_SHOWN = 8;

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

function bringToLife(root, data, program, address, changed) {
  const all = (selector) => [...root.querySelectorAll(selector)];
  const inputs = data.inputs.map((each) => each.value);
  const fields = [], sliders = [];  // by the places of their inputs; in a table there are no sliders
  for (const field of all("[data-input]")) fields[Number(field.dataset.input)] = field;
  for (const slider of all("[data-slider]")) sliders[Number(slider.dataset.slider)] = slider;
  for (const place of all("[data-relation]")) place.dataset.written = place.textContent;
  const message = root.querySelector("[data-message]");
  const baseline = run(program, inputs);
  let values = baseline, spreads = data.spreads;

  const isChanged = () => data.inputs.some((each, place) => inputs[place] !== each.value);
  const scaleOf = (step) => data.scales[data.shown[step]];
  const limitsOf = (step) => (data.limits[step] ?? [])
    .map((each) => each.number ?? values[each.step]).filter(Number.isFinite);
  function textOf(step, number = values[step]) {
    if (data.shown[step] === undefined) return number === true || number === 1 ? "yes" : number === false ? "no" : NO_VALUE;
    return show(number, scaleOf(step), limitsOf(step));
  }
  const fieldText = (place, value) => {
    const each = data.inputs[place];
    if (value === each.value) return each.text;
    return counted(value * each.denominator / each.numerator, FIELD_DIGITS)[0];
  };

  // The position of a slider: a tenth to ten times the value on a logarithmic scale, a share from nothing to all.
  function ends(place) {
    const each = data.inputs[place], whole = each.numerator / each.denominator * 100;
    if (each.unit === "%" && each.value >= 0 && each.value <= whole) return { low: 0, high: whole, log: false };
    if (each.value > 0) return { low: each.value / 10, high: each.value * 10, log: true };
    const reach = Math.abs(each.value) || each.numerator / each.denominator;
    return { low: each.value - reach, high: each.value + 3 * reach, log: false };
  }
  function position(place) {
    const { low, high, log } = ends(place), value = inputs[place];
    const share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return Math.round(SLIDER * Math.min(1, Math.max(0, share || 0)));
  }
  function valueAt(place, at) {
    const { low, high, log } = ends(place), share = at / SLIDER, each = data.inputs[place];
    const raw = log ? low * (high / low) ** share : low + (high - low) * share;
    return roundedTo(Math.abs(raw) * each.denominator / each.numerator, 2) * Math.sign(raw) * each.numerator / each.denominator;
  }

  function setInput(place, value, from) {
    inputs[place] = value;
    if (from !== fields[place]) fields[place].value = fieldText(place, value);
    const slider = sliders[place];
    if (slider === undefined) return;
    if (from !== slider) slider.value = position(place);
    slider.setAttribute("aria-valuetext", `${fieldText(place, value)} ${data.inputs[place].unit}`);
  }
  function faultOf(place) {
    const mine = data.inputs[place];
    const same = Object.fromEntries(data.inputs.map((each, at) => [each.step === mine.step ? each.role : "", inputs[at]]));
    if (same.low > same.high) return "the low end is above the high end";
    const middle = same.best ?? same.mode;
    return middle < same.low || middle > same.high ? `${same.best === undefined ? "the mode" : "the best guess"} lies outside` : "";
  }

  function draw() {
    for (const place of all("[data-value]")) place.textContent = textOf(Number(place.dataset.value));
    for (const place of all("[data-operand]")) {
      const text = textOf(Number(place.dataset.operand));
      place.textContent = text.startsWith("-") ? `(${text})` : text;
    }
    for (const place of all("[data-relation]")) {
      const step = Number(place.dataset.relation);
      if (place.dataset.relation === "" || data.shown[step] === undefined) continue;
      const isClose = data.irrational.includes(step) || parts(values[step], scaleOf(step), DIGITS, true, limitsOf(step))[2];
      place.textContent = isChanged() ? (isClose ? "≈" : "=") : place.dataset.written;
    }
    for (const place of all("[data-range]")) {
      const step = Number(place.dataset.range), spread = spreads[step];
      const known = spread !== undefined && Number.isFinite(spread.low) && Number.isFinite(spread.high);
      place.textContent = known
        ? showRange(spread.low, spread.high, values[step], scaleOf(step), spread.lowError, spread.highError) : "";
    }
    for (const place of all("[data-bars]")) drawBars(place, spreads[Number(place.dataset.bars)]);
    for (const place of all("[data-was]")) {
      const step = Number(place.dataset.was), ratio = values[step] / baseline[step];
      place.hidden = !isChanged() || equal(Number(values[step]), Number(baseline[step]));
      place.textContent = Number.isFinite(ratio) && data.shown[step] !== undefined
        ? `${plainNumber(ratio)[0]} × ${textOf(step, baseline[step])} as written` : `${textOf(step, baseline[step])} as written`;
    }
    data.checks.forEach((check, place) => drawCheck(root.querySelector(`[data-check="${place}"]`), check));
    drawDrivers();
  }
  function drawBars(svg, spread) {
    [...svg.children].forEach((bar, place) => {
      const height = 28 * (spread?.bars[place] || 0);
      bar.setAttribute("y", 28 - height);
      bar.setAttribute("height", height);
    });
  }
  function drawCheck(item, check) {
    if (item === null) return;
    const value = values[check.step], probability = shares?.[check.step] ?? (isChanged() ? null : check.probability);
    let holds = Boolean(value), says = value !== value ? NO_VALUE : holds ? "holds" : "fails";
    if (probability !== null && probability !== undefined) {
      says = `holds in ${percentage(probability, check.asked)} of the cases`;
      if (check.asked !== null) holds = probability >= check.asked;
    }
    if (check.lasting !== undefined) { // what becomes of it later on is known of the sheet as written alone
      if (isChanged()) says = `${says} today`;
      else [says, holds] = check.lasting;
    }
    item.className = holds ? "good" : "bad";
    item.querySelector("[data-says]").textContent = says;
    const close = item.querySelector("[data-close]");
    if (close !== null) close.hidden = isChanged();
  }
  let shares = null;

  // What matters: the answer with one assumption at a time at its ends; of the sheet as written, also what share of the
  // answer's spread each makes up, which comes with the page.
  function drawDrivers() {
    const chooser = root.querySelector("[data-driver]"), room = root.querySelector("[data-drivers]");
    if (chooser === null) return;
    const answer = Number(chooser.value), found = new Map(), told = isChanged() ? undefined : data.drivers[answer];
    data.inputs.forEach(({ step, role }, place) => found.set(step, { ...found.get(step), [role]: place }));
    const rows = [...found].map(([step, roles]) => {
      const at = (low) => {
        if (program.draws[step] === undefined) {
          const changedInputs = inputs.slice();
          changedInputs[roles.value] *= low ? 0.5 : 2;
          if (data.inputs[roles.value].unit === "%") {
            const whole = data.inputs[roles.value].numerator / data.inputs[roles.value].denominator * 100;
            if (inputs[roles.value] <= whole) changedInputs[roles.value] = Math.min(whole, changedInputs[roles.value]);
          }
          return Number(run(program, changedInputs)[answer]);
        }
        const [distribution, parameters] = program.draws[step];
        const end = quantileAt(distribution, parameters(values, inputs), low ? 0.05 : 0.95, low ? -Z95 : Z95);
        return Number(run(program, inputs, { [step]: end })[answer]);
      };
      return { name: data.names[step], low: at(true), high: at(false), share: told?.shares[step] };
    }).concat(told?.others ?? []).filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high) && !equal(low, high));
    rows.sort((left, right) => Math.abs(right.high - right.low) - Math.abs(left.high - left.low));
    const shown = rows.slice(0, DRIVERS_SHOWN), middle = Number(values[answer]);
    const least = Math.min(middle, ...shown.flatMap(({ low, high }) => [low, high]));
    const most = Math.max(middle, ...shown.flatMap(({ low, high }) => [low, high]));
    const share = (value) => (most > least ? (value - least) / (most - least) * 100 : 50);
    const headline = root.querySelector("[data-headline]");
    headline.textContent = told?.headline ?? "";
    headline.hidden = headline.textContent === "";
    room.replaceChildren(...shown.map(({ name, low, high, share: ofSpread }) => {
      const row = document.createElement("div"), label = document.createElement("span");
      const track = document.createElement("span"), said = document.createElement("span");
      row.className = "driver";
      label.textContent = name;
      track.className = "track";
      for (const [end, kind] of [[low, "low"], [high, "high"]]) {
        const bar = document.createElement("span");
        bar.className = kind;
        bar.style.left = `${Math.min(share(end), share(middle))}%`;
        bar.style.width = `${Math.abs(share(end) - share(middle))}%`;
        track.append(bar);
      }
      said.className = "ends";
      said.textContent = showRange(Math.min(low, high), Math.max(low, high), middle, scaleOf(answer));
      if (ofSpread !== undefined) said.append(document.createElement("br"), ofSpread.replace("%", "% of the spread"));
      row.append(label, track, said);
      return row;
    }));
    if (shown.length === 0) room.textContent = "None of the assumptions moves it.";
  }

  // Where among the page's few points the ends of the ranges lie that many draws gave.
  let places = null;
  function placesAsWritten(wanted) {
    const samples = sample(program, baseline, data.inputs.map((each) => each.value), wanted);
    return Object.fromEntries(wanted.map((step) => [step, placesOf(samples.get(step), data.spreads[step])]));
  }

  let waiting = null;
  function recalculate() {
    values = run(program, inputs);
    const unchanged = !isChanged();
    if (unchanged) [spreads, shares] = [data.spreads, null];
    else if (program.uncertain.draws.length) {
      const wanted = Object.keys(data.spreads).map(Number);
      const asked = data.checks.filter(({ probability }) => probability !== null).map(({ step }) => step);
      const samples = sample(program, values, inputs, [...wanted, ...asked]);
      places ??= placesAsWritten(wanted);
      spreads = Object.fromEntries(wanted.map((step) => [step, spreadOf(samples.get(step), places[step])]));
      shares = Object.fromEntries(asked.map((step) => [step, samples.get(step).reduce((all, one) => all + one, 0) / POINTS]));
    }
    const reset = root.querySelector("[data-reset]");
    if (reset !== null) reset.disabled = unchanged;
    for (const fault of all("[data-fault]")) {
      const place = Number(fault.dataset.fault), says = faultOf(place);
      if (!fields[place].hasAttribute("aria-invalid")) fault.textContent = says;
    }
    draw();
    changed?.(inputs, values);
    clearTimeout(waiting);
    waiting = setTimeout(writeAddress, 300);
  }

  function state() {
    return data.inputs
      .map((each, place) => (inputs[place] === each.value ? "" : `${encodeURIComponent(each.name)}=${encodeURIComponent(joined(fieldText(place, inputs[place]), each.unit))}`))
      .filter((part) => part !== "").join("&");
  }
  function writeAddress() {
    if (address === null) return;
    const wanted = state();
    if (address.hash.replace(/^#/, "") !== wanted) history.replaceState(null, "", wanted ? `#${wanted}` : address.href.split("#")[0]);
  }
  function readAddress() {
    if (address === null) return;
    const left = [];
    for (const part of address.hash.replace(/^#/, "").split("&").filter((each) => each !== "")) {
      let name, text;
      try {
        [name, text = ""] = part.split("=", 2).map(decodeURIComponent);
      } catch {
        left.push(part.slice(0, 40));
        continue;
      }
      const place = data.inputs.findIndex((each) => each.name === name), each = data.inputs[place];
      const number = place < 0 ? NaN : readField(text, each.unit);
      if (Number.isFinite(number)) setInput(place, number * each.numerator / each.denominator, null);
      else left.push(name.slice(0, 40));
    }
    if (left.length && message !== null) message.textContent = `The link also had ${left.join(", ")}, which does not fit this page.`;
  }
  function restore() {
    data.inputs.forEach((each, place) => {
      fields[place].removeAttribute("aria-invalid");
      setInput(place, each.value, null);
    });
  }

  fields.forEach((field, place) => {
    field.addEventListener("input", () => {
      const each = data.inputs[place], number = field.value.trim() === each.text ? NaN : readField(field.value, each.unit);
      const value = field.value.trim() === each.text ? each.value : number * each.numerator / each.denominator;
      const fault = root.querySelector(`[data-fault="${place}"]`);
      if (!Number.isFinite(value)) {
        field.setAttribute("aria-invalid", "true");
        fault.textContent = `write a number, as in ${each.text}`;
        return;
      }
      field.removeAttribute("aria-invalid");
      fault.textContent = "";
      setInput(place, value, field);
      recalculate();
      if (message !== null && !Number.isFinite(readNumber(field.value, each.unit)) && field.value.trim() !== each.text) {
        message.textContent = `${each.name}: read as ${fieldText(place, value)} ${each.unit}`;
      }
    });
    sliders[place]?.addEventListener("input", () => {
      field.removeAttribute("aria-invalid");
      setInput(place, valueAt(place, Number(sliders[place].value)), sliders[place]);
      recalculate();
    });
  });
  root.querySelector("[data-driver]")?.addEventListener("change", drawDrivers);
  root.querySelector("[data-reset]")?.addEventListener("click", () => {
    restore();
    recalculate();
    message.textContent = "As written again.";
  });
  root.querySelector("[data-copy]")?.addEventListener("click", async () => {
    writeAddress();
    try {
      await navigator.clipboard.writeText(address.href);
      message.textContent = "The link to this estimate is copied.";
    } catch {
      message.textContent = "The link to this estimate is in the address bar.";
    }
  });
  for (const button of all("[data-scenario]")) {
    const scenario = data.scenarios[Number(button.dataset.scenario)];
    button.disabled = scenario === null;
    if (scenario === null) button.title = "It changes what a page cannot: run it on the command line.";
    else button.addEventListener("click", () => {
      restore();
      for (const [place, value] of scenario.changes) setInput(place, value, null);
      recalculate();
    });
  }
  data.inputs.forEach((each, place) => setInput(place, each.value, null));
  readAddress();
  recalculate();
  addEventListener("hashchange", () => {
    if (address === null || address.hash.replace(/^#/, "") === state()) return;
    restore();
    readAddress();
    recalculate();
  });
  return { set: (place, value) => { setInput(place, value, null); recalculate(); }, values: () => values, spreads: () => spreads, state, watch: (tell) => { changed = tell; } };
}
