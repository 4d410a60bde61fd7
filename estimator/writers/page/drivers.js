const AT_ONCE = 500;  // milliseconds in which assumptions are tried, before the page takes what is typed
// Both ends of an assumption with what they make of an answer: those of its range, or half and twice of a plain number.
function endsOf(program, wanted, data, inputs, values, step, roles, answer) {
  return [true, false].map((low) => {
    if (program.draws[step] === undefined) {
      const changedInputs = inputs.slice(), each = data.inputs[roles.value];
      if (each.truth) changedInputs[roles.value] = low ? 0 : 1;
      else changedInputs[roles.value] *= low ? 0.5 : 2;
      if (each.unit === "%") {
        const whole = each.numerator / each.denominator * 100;
        if (inputs[roles.value] <= whole) changedInputs[roles.value] = Math.min(whole, changedInputs[roles.value]);
      }
      return [changedInputs[roles.value], Number(wanted.run(changedInputs)[answer])];
    }
    const [distribution, parameters] = program.draws[step];
    const end = quantileAt(distribution, parameters(values, inputs), low ? 0.05 : 0.95, low ? -Z95 : Z95);
    return [end, Number(wanted.run(inputs, { [step]: end })[answer])];
  });
}
// A row of what matters: an assumption and its ends, what they make of the answer as a bar, and in numbers.
function driverRow({ name, between, low, high, share: ofSpread }, text, middle, share) {
  const row = document.createElement("div"), label = document.createElement("span");
  const track = document.createElement("span"), said = document.createElement("span");
  row.className = "driver";
  label.append(...breakable(name));
  if (between !== undefined) {
    const span = document.createElement("span");
    span.className = "between";
    span.textContent = between;
    label.append(span);
  }
  track.className = "track";
  for (const [end, kind] of [[low, "low"], [high, "high"]]) {
    const bar = document.createElement("span");
    bar.className = kind;
    bar.style.left = `${Math.min(share(end), middle)}%`;
    bar.style.width = `${Math.abs(share(end) - middle)}%`;
    track.append(bar);
  }
  said.className = "ends";
  said.textContent = text;
  if (ofSpread !== undefined) said.append(document.createElement("br"), ofSpread.replace("%", "% of the spread"));
  row.append(label, track, said);
  return row;
}
