// How latencies are distributed: the table of percentiles, the spectrum and the histogram.

const SPECTRUM_POINTS_PER_DECADE = 40;

function percentileTable(run, range) {
  const rows = timedStretches(run)
    .map((stretch) => ({
      ...stretch,
      samples: distribution(run, stretch.kind, stretch.operations, range),
    }))
    .filter((row) => row.samples);
  const columns = [
    ["latency", (row) => row.kind.replace("_", " ") + " " + row.name, "text"],
    ["samples", (row) => formatCount(row.samples.count)],
    ["min", (row) => formatTime(row.samples.minNs)],
    ["mean", (row) => exact(row.samples.meanNs())],
    ...PERCENTILES.map((name) => ["p" + name, (row) => percentileCell(row.samples, name)]),
    ["max", (row) => exact(row.samples.maxNs)],
  ];
  return table(windowWords(run, range), columns, rows);
}

function exact(ns) {
  return element("span", {title: ns.toLocaleString("en-US") + " ns", "data-ns": ns},
    formatTime(ns));
}

function percentileCell(samples, name) {
  const percentile = Number(name);
  const cell = exact(samples.percentileNs(percentile));
  if (!samples.isPrintable(percentile)) {
    cell.className = "few";
    cell.append("*");
    cell.title += ", fewer than 10 samples beyond it";
  }
  return cell;
}

function windowWords(run, range) {
  const windows = run.windows.filter((window) => isInside(window, range));
  if (windows.length === 0) {
    return "Latency: nothing was measured in this time";
  }
  const from = formatSeconds(windows[0].startNs / 1e9);
  const to = formatSeconds(windows[windows.length - 1].endNs / 1e9);
  return `Latency from ${from} to ${to}, ${range ? "the time in the charts" : "all measured time"}`;
}

/** Latency at shares up to 1 - 1/x of the samples, in one pass, for ascending x. */
function spectrumValues(samples, xs, beyondMin) {
  if (!samples) {
    return xs.map(() => null);
  }
  const values = [];
  let seen = 0;
  let index = 0;
  let value = 0;
  for (const x of xs) {
    const beyond = samples.count / x;
    const wanted = Math.max(1, Math.ceil(samples.count - beyond - 1e-9));
    while (seen < wanted && index < BUCKETS) {
      seen += samples.counts[index];
      value = highestNs(index);
      index++;
    }
    values.push(beyond >= beyondMin ? Math.min(value, samples.maxNs) : null);
  }
  return values;
}

function spectrumShares(count) {
  const decades = Math.max(1, Math.log10(Math.max(10, count)));
  const points = Math.ceil(decades * SPECTRUM_POINTS_PER_DECADE);
  return Array.from({length: points + 1}, (unused, i) => 10 ** ((i * decades) / points));
}

/** 1 is 0 %, 10 is 90 %, 100 is 99 % of the operations. */
function shareTick(x) {
  const nines = Math.round(Math.log10(x));
  return nines === 0
    ? "0 %"
    : Number((100 - 100 / 10 ** nines).toFixed(Math.max(0, nines - 2))) + " %";
}

function shareWords(x) {
  return (100 - 100 / x).toPrecision(6) + " %";
}

/** Lines are {label, color, samples}; the first is drawn on to its last sample, dotted. */
function spectrum(book, lines) {
  const place = element("div", {class: "chart"});
  const title = "Share of operations that were done within a latency";
  const figure = element("figure", {}, element("figcaption", {}, title), place);
  const xs = spectrumShares(Math.max(...lines.map(({samples}) => samples ? samples.count : 1)));
  const values = lines.map(({samples}) => spectrumValues(samples, xs, SAMPLES_BEYOND_MIN));
  const data = [xs, ...values, spectrumValues(lines[0].samples, xs, 1)];
  const options = () => ({
    height: 260,
    cursor: {drag: {x: false, y: false}},
    scales: {x: {time: false, distr: 3, log: 10, range: [1, xs[xs.length - 1]]},
      y: {distr: 3, log: 10, range: around}},
    axes: [bottomAxis(shareTick, WHOLE_DECADES),
      axis(formatTickTime, LOGARITHMIC)],
    series: [{label: "within", value: (plot, x) => (x ? shareWords(x) : NONE)},
      ...lines.map(({label, color}) => line(label, color, formatTime)),
      line("fewer than 10 samples beyond", lines[0].color, formatTime, {dash: [2, 4]})],
  });
  return {figure, draw: () => book.add(title, place, data, options, "distributions")};
}

const WHOLE_DECADES = {
  splits: (plot, axisIndex, min, max) =>
    Array.from({length: Math.floor(Math.log10(max) + 1e-9) + 1}, (unused, power) => 10 ** power),
  filter: (plot, splits) => splits,
};

/** Row of the histogram and of the heat map: eighths of powers of two. */
function rowOf(ns, perOctave) {
  const octave = Math.floor(Math.log2(Math.max(1, ns)) + 1e-12);
  return octave * perOctave + Math.floor((ns / 2 ** octave - 1) * perOctave);
}

function rowStart(row, perOctave) {
  const octave = Math.floor(row / perOctave);
  return 2 ** octave * (1 + (row % perOctave) / perOctave);
}

function binned(samples, perOctave) {
  const rows = new Map();
  samples.forEachBucket((lowNs, highNs, count) => {
    const row = rowOf(highNs, perOctave);
    rows.set(row, (rows.get(row) || 0) + count);
  });
  return rows;
}

/** Lines are {label, color, samples}. */
function histogram(book, lines, perOctave) {
  const place = element("div", {class: "chart"});
  const title = "Operations by latency";
  const figure = element("figure", {}, element("figcaption", {}, title), place);
  const bins = lines.map(({samples}) => binned(samples, perOctave));
  const all = bins.flatMap((rows) => [...rows.keys()]);
  const first = Math.min(...all) - 1;
  const rows = Array.from({length: Math.max(...all) - first + 2}, (unused, i) => first + i);
  const data = [rows.map((row) => rowStart(row, perOctave)),
    ...bins.map((bin) => rows.map((row) => bin.get(row) || 0))];
  const options = () => ({
    height: 260,
    cursor: {drag: {x: false, y: false}},
    scales: {x: {time: false, distr: 3, log: 10, range: [data[0][0], data[0].at(-1)]},
      y: {range: fromZero}},
    axes: [bottomAxis(formatTickTime, LOGARITHMIC), axis(formatCompact)],
    series: [{label: "from", value: (plot, x) => formatTime(x)},
      ...lines.map(({label, color}) => line(label, color, formatCount,
        {paths: STEPPED(), fill: themeColor(color) + "33"}))],
  });
  return {figure, draw: () => book.add(title, place, data, options, "distributions")};
}
