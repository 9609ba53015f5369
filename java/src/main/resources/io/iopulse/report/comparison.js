// Several runs side by side. Whether a difference means anything is not told by looking.

const RUN_COLORS = ["line-1", "line-2", "line-3", "line-4", "line-6", "line-7"];

function runColor(index) {
  return RUN_COLORS[index % RUN_COLORS.length];
}

function latencyOf(run, percentile) {
  const timed = run.result.latency.response || run.result.latency.service || {};
  const samples = timed.both || timed.read || timed.write;
  if (!samples) {
    return null;
  }
  return percentile === "max" ? samples.max_ns : samples.percentiles_ns[percentile];
}

function comparisonTable(runs, select) {
  return table("All runs of this page", [
    ["run", (run) => button(run.label, () => select(run.index), {class: "link"}), "text"],
    ["outcome", (run) => outcomeBadge(run.result), "text"],
    ["caveats", (run) => formatCount(run.result.caveats.length)],
    ["IOPS", (run) => formatRate(run.result.measured.operations.total.operations_per_second)],
    ["throughput", (run) =>
      formatThroughput(run.result.measured.operations.total.bytes_per_second)],
    ["p50", (run) => formatTime(latencyOf(run, "50"))],
    ["p99", (run) => formatTime(latencyOf(run, "99"))],
    ["p99.9", (run) => formatTime(latencyOf(run, "99.9"))],
    ["max", (run) => formatTime(latencyOf(run, "max"))],
    ["depth", (run) => depthWords(run.result.measured)],
    ["CPU per op", (run) => formatTime(run.result.measured.cpu_ns_per_operation)],
    ["errors", (run) => formatCount(run.result.measured.errors)],
  ], runs);
}

/** Measured points of a run, from the start of its measured phase on. */
function measuredSteps(run, column) {
  const {columns} = run.series;
  const chosen = columns.phase.flatMap((phase, i) => (phase === "measure" ? [i] : []));
  if (chosen.length === 0) {
    return [[0], [null]];
  }
  const zero = columns.start_s[chosen[0]];
  const values = columns[column] || [];
  const last = chosen[chosen.length - 1];
  return [[...chosen.map((i) => columns.start_s[i] - zero), columns.elapsed_s[last] - zero],
    [...chosen.map((i) => values[i] ?? null), values[last] ?? null]];
}

function overlay(book, runs, title, columnOf, format, tick, logarithmic) {
  const place = element("div", {class: "chart"});
  const figure = element("figure", {}, element("figcaption", {}, title), place);
  const data = uPlot.join(runs.map((run) => measuredSteps(run, columnOf(run))));
  const options = () => ({
    cursor: {drag: {x: false, y: false}, sync: {key: "comparison"}},
    scales: {x: {time: false},
      y: logarithmic ? {distr: 3, log: 10, range: around} : {range: fromZero}},
    axes: [bottomAxis(formatSeconds), axis(tick, logarithmic ? LOGARITHMIC : {})],
    series: [{label: "measured for", value: (plot, x) => (x === null ? NONE : formatSeconds(x))},
      ...runs.map((run) => line(run.label, runColor(run.index), format,
        {paths: STEPPED(), spanGaps: true}))],
  });
  return {figure, draw: () => book.add(title, place, data, options, "comparison")};
}

function comparison(book, runs, select) {
  const charts = [
    overlay(book, runs, "Operations per second", () => "total_iops", formatRate, formatCompact),
    overlay(book, runs, "p99 latency (response where operations fell due)", p99Column,
      formatTime, formatTickTime, true),
  ];
  return {
    element: section("comparison", "Runs", comparisonTable(runs, select),
      ...charts.map((chart) => chart.figure),
      note("Differences between single runs may be chance.")),
    draw: () => charts.forEach((chart) => chart.draw()),
  };
}

function p99Column(run) {
  return run.result.latency.response ? "both_response_p99_ns" : "both_service_p99_ns";
}
