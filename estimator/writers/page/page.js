// Brings the markup of an estimate to life: fields and sliders, recalculation, histograms, what matters, the address.
const SLIDER = 1000, DRIVERS_SHOWN = 8;

function bringToLife(root, data, program, address, changed, opened = null) {
  const all = (selector) => [...root.querySelectorAll(selector)];
  const inputs = data.inputs.map((each) => each.value);
  const fields = [], sliders = [];  // by the places of their inputs; in a table there are no sliders
  for (const field of all("[data-input]")) fields[Number(field.dataset.input)] = field;
  for (const slider of all("[data-slider]")) sliders[Number(slider.dataset.slider)] = slider;
  for (const place of all("[data-relation]")) place.dataset.written = place.textContent;
  const message = root.querySelector("[data-message]"), stale = root.querySelector("[data-stale]");
  const say = (text) => (message === null ? null : (message.textContent = text));
  const written = (data.choices?.texts ?? []).map((each) => each.written), chosen = [...written];
  const choosers = all("[data-choice]"), wanted = reckoner(program, opened, data, chosen);
  const baseline = wanted.run(inputs), resampled = resampler(program, data, baseline, wanted);
  let values = baseline, spreads = data.spreads;

  // What varies by nothing but draws of one value is certain; as it was written it is what the page says.
  const isCertain = (found) => isChanged() && found?.draws !== undefined && found.draws.every((draw) => {
    const [distribution, parameters] = program.draws[draw], own = parameters(values, inputs);
    return equal(quantileAt(distribution, own, 0.05, -Z95), quantileAt(distribution, own, 0.95, Z95));
  });
  const isRange = (found) => Number.isFinite(found?.low) && Number.isFinite(found.high) && !isCertain(found);
  const isChanged = () => !wanted.isWritten() || data.inputs.some((each, place) => inputs[place] !== each.value);
  const scaleOf = (step) => data.scales[data.shown[step]];
  const limitsOf = (step) => (data.limits[step] ?? [])
    .map((each) => each.number ?? values[each.step]).filter(Number.isFinite);
  function textOf(step, number = values[step]) {
    if (data.shown[step] === undefined) return Number.isFinite(Number(number)) ? (number ? "yes" : "no") : NO_VALUE;
    return show(number, scaleOf(step), limitsOf(step));
  }
  const fieldText = (place, value) => {
    const each = data.inputs[place];
    if (value === each.value) return each.text;
    if (each.truth) return value ? "yes" : "no";
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
      place.textContent = isRange(spread)
        ? showRange(spread.low, spread.high, values[step], scaleOf(step), spread.lowError, spread.highError) : "";
    }
    for (const place of all("[data-bars]")) {
      const spread = spreads[Number(place.dataset.bars)];
      place.style.visibility = isRange(spread) ? "" : "hidden";
      drawBars(place, spread);
    }
    for (const place of all("[data-was]")) {
      const step = Number(place.dataset.was), ratio = values[step] / baseline[step];
      place.hidden = !isChanged() || equal(Number(values[step]), Number(baseline[step]));
      place.textContent = Number.isFinite(ratio) && data.shown[step] !== undefined
        ? `${plainNumber(ratio)[0]} × ${textOf(step, baseline[step])} as written` : `${textOf(step, baseline[step])} as written`;
    }
    for (const inside of all("[data-inside]")) inside.hidden = !wanted.isWritten();
    for (const note of all("[data-elsewhere]")) note.hidden = wanted.isWritten();
    data.checks.forEach((check, place) => drawCheck(root.querySelector(`[data-check="${place}"]`), check));
    drawDrivers();
  }
  // A range that says its unit.
  function rangeWithUnit(low, high, step) {
    const scale = scaleOf(step), text = showRange(low, high, values[step], scale), unit = parts(high, scale)[1];
    return text.endsWith(unit) ? text : joined(text, unit);
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
    if (Number.isFinite(probability) && !isCertain(check)) {
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
  let shares = null, trying = 0;

  // What matters: the answer with one assumption at a time at its ends; of the sheet as written, also what share of the
  // answer's spread each makes up, which comes with the page.
  function drawDrivers() {
    const chooser = root.querySelector("[data-driver]");
    if (chooser === null) return;
    root.querySelector("[data-driver-name]").textContent = chooser.selectedOptions[0].textContent;  // for paper
    const answer = Number(chooser.value), found = new Map(), told = isChanged() ? undefined : data.drivers[answer];
    data.inputs.forEach(({ step, role }, place) => found.set(step, { ...found.get(step), [role]: place }));
    const waiting = [...found], rows = [...(told?.others ?? [])], mine = (trying += 1);
    // Of a large sheet a part at a time, so that the page stays quick: what was tried so far is shown meanwhile.
    function tryMore() {
      if (mine !== trying) return;
      const until = performance.now() + AT_ONCE;
      while (waiting.length && performance.now() < until) {
        const [step, roles] = waiting.shift(), [[least, low], [most, high]] = endsOf(program, wanted, data, inputs, values, step, roles, answer);
        const between = data.shown[step] === undefined ? "no to yes" : rangeWithUnit(Math.min(least, most), Math.max(least, most), step);
        rows.push({ name: data.names[step], between, low, high, share: told?.shares[step] });
      }
      showDrivers(rows.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high) && !equal(low, high)), answer, told);
      if (waiting.length) setTimeout(tryMore);
    }
    tryMore();
  }
  function showDrivers(rows, answer, told) {
    const room = root.querySelector("[data-drivers]");
    rows.sort((left, right) => Math.abs(right.high - right.low) - Math.abs(left.high - left.low));
    const shown = rows.slice(0, DRIVERS_SHOWN), middle = Number(values[answer]);
    const least = Math.min(middle, ...shown.flatMap(({ low, high }) => [low, high]));
    const most = Math.max(middle, ...shown.flatMap(({ low, high }) => [low, high]));
    const share = (value) => (most > least ? (value - least) / (most - least) * 100 : 50);
    const headline = root.querySelector("[data-headline]");
    headline.textContent = told?.headline ?? "";
    headline.hidden = headline.textContent === "";
    const text = ({ low, high }) => rangeWithUnit(Math.min(low, high), Math.max(low, high), answer);
    room.replaceChildren(...shown.map((driver) => driverRow(driver, text(driver), share(middle), share)));
    if (shown.length === 0) room.textContent = "None of the assumptions moves it.";
  }

  // The answers are those of before while a field is wrong: it is said above them, and they are greyed.
  function tellWrong() {
    const wrong = data.inputs.filter((_, place) => fields[place].hasAttribute("aria-invalid")).map(({ name }) => name)
      .concat(choosers.filter((each) => each.hasAttribute("aria-invalid")).map((each) => data.choices.texts[each.dataset.choice].name));
    root.classList.toggle("is-stale", wrong.length > 0);
    if (stale === null) return;
    stale.hidden = wrong.length === 0;
    const text = wrong.length ? `${wrong.join(", ")}: not understood, so the answers are without what is typed there.` : "";
    if (stale.textContent !== text) stale.textContent = text;
  }

  let waiting = null;
  function recalculate({ keepsAddress = false } = {}) {
    values = wanted.run(inputs);
    const unchanged = !isChanged();
    if (unchanged) [spreads, shares] = [data.spreads, null];
    else if (program.uncertain.draws.length) [spreads, shares] = resampled(values, inputs);
    const reset = root.querySelector("[data-reset]");
    if (reset !== null) reset.disabled = unchanged;
    for (const fault of all("[data-fault]")) {
      const place = Number(fault.dataset.fault), says = faultOf(place);
      if (!fields[place].hasAttribute("aria-invalid")) fault.textContent = says;
    }
    draw();
    tellWrong();
    say("");
    changed?.(inputs, chosen);
    clearTimeout(waiting);
    if (!keepsAddress) waiting = setTimeout(writeAddress, 300);
  }

  const typed = (place) => joined(fieldText(place, inputs[place]), data.inputs[place].unit);
  // What is not as it was written, by the steps of the assumptions; `given` adds what was given to the command that made the page.
  function changes(given = false) {
    const found = new Map();
    data.inputs.forEach((each, place) => {
      const own = data.inputs.map((_, at) => at).filter((at) => data.inputs[at].step === each.step);
      const isOther = own.some((at) => inputs[at] !== data.inputs[at].value) || (given && data.handed.spans[each.step][2]);
      if (isOther && !found.has(each.step)) {
        const roles = Object.fromEntries(own.map((at) => [data.inputs[at].role, typed(at)]));
        found.set(each.step, inNotation(program.draws[each.step]?.[0], roles));
      }
    });
    return [...found];
  }
  // The places of texts that are others, or were given, each as the notation writes it.
  const texts = () => written.map((_, at) => at).filter((at) => chosen[at] !== written[at] || data.handed.texts[at][2]);
  const textAt = (at) => data.choices.texts[at].texts[chosen[at]];
  const command = () => commandOf(data.handed, [
    ...texts().map((at) => [data.choices.texts[at].name, textAt(at)]),
    ...data.handed.fixed.map(([name, text]) => [name, text]),
    ...changes(true).map(([step, text]) => [data.names[step], text]),
  ]);
  const sheet = () => sheetOf(data.handed.text ?? root.querySelector("[data-source]").textContent, [
    ...texts().map((at) => [...data.handed.texts[at].slice(0, 2), data.choices.texts[at].quoted ? `"${textAt(at)}"` : textAt(at)]),
    ...data.handed.fixed.map(([, text, start, stop]) => [start, stop, text]),
    ...changes(true).map(([step, text]) => [...data.handed.spans[step].slice(0, 2), text]),
  ]);

  function state() {
    const parts = data.inputs.flatMap((each, place) => (inputs[place] === each.value ? [] : [[each.name, typed(place)]]));
    const picked = rechosen(data, chosen).map((at) => [data.choices.texts[at].name, textAt(at)]);
    return [...picked, ...parts].map((pair) => pair.map((each) => encodeURIComponent(each)).join("=")).join("&");
  }
  function writeAddress() {
    if (address === null) return;
    const wanted = state();
    if (address.hash.replace(/^#/, "") !== wanted) history.replaceState(null, "", wanted ? `#${wanted}` : address.href.split("#")[0]);
  }
  // Takes what the address says, and gives what it does not know and what it cannot take.
  function readAddress() {
    const unknown = [], refused = [], picks = [...chosen];
    for (const part of (address?.hash ?? "").replace(/^#/, "").split("&").filter((each) => each !== "")) {
      let name, text;
      try {
        [name, text = ""] = part.split("=", 2).map((each) => decodeURIComponent(each.replaceAll("+", " ")));
      } catch {
        refused.push(part.slice(0, 40));
        continue;
      }
      const at = (data.choices?.texts ?? []).findIndex((each) => each.name === name);
      if (at >= 0) {
        const code = data.choices.texts[at].texts.indexOf(text.replace(/^"(.*)"$/, "$1"));
        if (code >= 0) picks[at] = code;
        else refused.push(`${name} = ${text.slice(0, 40)}`);
        continue;
      }
      // A whole range may be one number, as an override is.
      const own = data.inputs.map((_, place) => place).filter((place) => data.inputs[place].name === name || data.names[data.inputs[place].step] === name);
      const found = own.map((place) => baseOf(place, text));
      if (own.length === 0) unknown.push(name.slice(0, 40));
      else if (found.every(Number.isFinite)) own.forEach((place, at) => setInput(place, found[at], null));
      else refused.push(`${name.slice(0, 40)} = ${text.slice(0, 40)}`);
    }
    if (opened === null || goTogether(data, picks)) pick(picks);
    else refused.push(rechosen(data, picks).map((at) => data.choices.texts[at].texts[picks[at]]).join(" with "));
    return leftOver(unknown, refused);
  }
  function pick(codes) {
    codes.forEach((code, at) => (chosen[at] = code));
    for (const each of choosers) {
      each.removeAttribute("aria-invalid");
      each.value = chosen[each.dataset.choice];
    }
    for (const fault of all("[data-choice-fault]")) fault.textContent = "";
  }
  function restore() {
    pick(written);
    data.inputs.forEach((each, place) => {
      fields[place].removeAttribute("aria-invalid");
      setInput(place, each.value, null);
    });
  }
  // What a text says for an input, in base units; NaN where it cannot be told.
  function baseOf(place, text) {
    const each = data.inputs[place];
    if (text.trim() === each.text) return each.value;
    if (each.truth) return { yes: 1, no: 0 }[text.trim()] ?? NaN;
    return readField(text, each.unit) * each.numerator / each.denominator;
  }

  fields.forEach((field, place) => {
    field.addEventListener("input", () => {
      const each = data.inputs[place], value = baseOf(place, field.value);
      const fault = root.querySelector(`[data-fault="${place}"]`);
      if (!Number.isFinite(value)) {
        field.setAttribute("aria-invalid", "true");
        fault.textContent = `write a number, as in ${joined(each.text, each.unit)}`;
        say("");
        return tellWrong();
      }
      field.removeAttribute("aria-invalid");
      setInput(place, value, field);
      recalculate();
      if (!each.truth && !Number.isFinite(readNumber(field.value, each.unit)) && field.value.trim() !== each.text) {
        say(`${each.name}: read as ${typed(place)}`);
      }
    });
    // What was typed is shown as it was understood once it is left.
    field.addEventListener("change", () => {
      if (!field.hasAttribute("aria-invalid")) setInput(place, inputs[place], null);
    });
    sliders[place]?.addEventListener("input", () => {
      field.removeAttribute("aria-invalid");
      setInput(place, valueAt(place, Number(sliders[place].value)), sliders[place]);
      recalculate();
    });
  });
  for (const chooser of choosers) {
    chooser.addEventListener("change", () => {
      const at = Number(chooser.dataset.choice), picks = [...chosen];
      for (const each of choosers) picks[each.dataset.choice] = Number(each.value);
      if (goTogether(data, picks)) {
        pick(picks);
        return recalculate();
      }
      chooser.setAttribute("aria-invalid", "true");
      root.querySelector(`[data-choice-fault="${at}"]`).textContent = clash(data, picks, at);
      say("");
      tellWrong();
    });
  }
  root.querySelector("[data-driver]")?.addEventListener("change", drawDrivers);
  root.querySelector("[data-reset]")?.addEventListener("click", () => {
    restore();
    recalculate();
    say("As written again.");
  });
  const copy = root.querySelector("[data-copy]");
  if (copy !== null) copy.hidden = address === null || address.protocol === "file:";  // whose address is nobody else's
  if (data.handed === undefined) for (const button of all("[data-command], [data-text], [data-download]")) button.hidden = true;
  const copied = (selector, text, what, otherwise) => root.querySelector(selector)?.addEventListener("click", async () => {
    writeAddress();
    try {
      await navigator.clipboard.writeText(text());
      say(`${what} copied.`);
    } catch {
      say(otherwise());
    }
  });
  copied("[data-copy]", () => address.href, "The link to this estimate is", () => "The link to this estimate is in the address bar.");
  copied("[data-command]", command, "The command for this estimate is", () => `The command: ${command()}`);
  copied("[data-text]", sheet, "The sheet with these numbers is", () => "This browser does not let a page copy: download the sheet below.");
  root.querySelector("[data-download]")?.addEventListener("click", () => download(data.handed.file, sheet()));
  for (const button of all("[data-scenario]")) {
    const scenario = data.scenarios[Number(button.dataset.scenario)];
    button.disabled = scenario === null;
    if (scenario === null) button.title = "It changes what a page cannot: run it on the command line.";
    else button.addEventListener("click", () => {
      restore();
      const picks = [...chosen];
      for (const [at, code] of scenario.choices ?? []) picks[at] = code;
      pick(picks);
      for (const [place, value] of scenario.changes) setInput(place, value, null);
      recalculate();
      say(`This is “${button.dataset.title}”.`);
    });
  }
  function fromAddress() {
    const left = readAddress();
    recalculate({ keepsAddress: left !== "" });  // which stays to be looked at
    say(left);
  }
  data.inputs.forEach((each, place) => setInput(place, each.value, null));
  fromAddress();
  addEventListener("hashchange", () => {
    if (address === null || address.hash.replace(/^#/, "") === state()) return;
    restore();
    fromAddress();
  });
  return {
    choose: (picks) => { pick(picks); recalculate(); },
    set: (place, value) => { setInput(place, value, null); recalculate(); },
    values: () => values, spreads: () => spreads, state, command, sheet, watch: (tell) => { changed = tell; },
  };
}
