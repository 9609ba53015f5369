// Charts over the time of a run, on one axis: a drag in any of them zooms all.

const PERCENTILE_LINES = [["p50", "line-1"], ["p90", "line-3"], ["p99", "line-2"],
  ["p99_9", "line-4"], ["max", "line-5"]];

/** A point shorter than this share of the others is in the tables only. */
const DRAWN_SHARE_MIN = 0.1;

/** Both ends of every point: each is a level, not a corner. */
function stepTimes(columns) {
  return columns.start_s.flatMap((start, i) => [start, columns.elapsed_s[i]]);
}

/** Values at both ends of every point. */
function steps(columns, name, drawn) {
  const values = columns[name] || [];
  return columns.start_s.flatMap((unused, i) => {
    const value = drawn[i] ? values[i] ?? null : null;
    return [value, value];
  });
}

function drawnPoints(columns) {
  const lengths = columns.start_s.map((start, i) => columns.elapsed_s[i] - start);
  const longest = Math.max(...lengths);
  return lengths.map((length) => length >= longest * DRAWN_SHARE_MIN);
}

function has(columns, name) {
  return (columns[name] || []).some((value) => value !== null && value !== 0);
}

/** Stretches of one phase after another: name, from, to. */
function phasesOf(columns) {
  const phases = [];
  columns.phase.forEach((name, i) => {
    const last = phases[phases.length - 1];
    if (last && last.name === name) {
      last.to = columns.elapsed_s[i];
    } else {
      phases.push({name, from: columns.start_s[i], to: columns.elapsed_s[i]});
    }
  });
  return phases;
}

class Timeline {
  constructor(book, run, onZoom) {
    this.book = book;
    this.run = run;
    this.columns = run.series.columns;
    this.phases = phasesOf(this.columns);
    this.onZoom = onZoom;
    this.range = null;
    this.times = stepTimes(this.columns);
    this.drawn = drawnPoints(this.columns);
  }

  fullRange() {
    return [this.times[0], this.times[this.times.length - 1]];
  }

  /** Puts a chart with lines of [column, label, color, more] into a figure. */
  chart(title, format, tick, lines, more) {
    const place = element("div", {class: "chart"});
    const figure = element("figure", {}, element("figcaption", {}, title), place);
    const data = [this.times, ...lines.map(([column]) =>
      (typeof column === "string" ? steps(this.columns, column, this.drawn) : column))];
    const options = () => ({
      ...this.frame(tick, more || {}),
      series: [{label: "time", value: (plot, x) => (x === null ? NONE : formatSeconds(x))},
        ...lines.map(([, label, color, lineMore]) =>
          line(label, color, format, lineMore))],
    });
    return {figure, draw: () => this.book.add(title, place, data, options, "timeline")};
  }

  frame(tick, {logarithmic, padded, incrs}) {
    return {
      cursor: this.cursor(),
      scales: {
        x: {time: false, range: () => this.range || this.fullRange()},
        y: logarithmic
          ? {distr: 3, log: 10, range: padded || around}
          : {range: fromZero},
      },
      axes: [bottomAxis(formatSeconds),
        axis(tick, logarithmic ? LOGARITHMIC : {incrs})],
      hooks: {drawClear: [veilPhases(this.phases)], setSelect: [(plot) => this.selected(plot)]},
    };
  }

  cursor() {
    return {
      sync: {key: "time"},
      drag: {x: true, y: false, setScale: false},
      points: {size: 5},
      bind: {dblclick: () => () => this.onZoom(null)},
    };
  }

  selected(plot) {
    const {left, width} = plot.select;
    if (width > 3) {
      this.onZoom([plot.posToVal(left, "x"), plot.posToVal(left + width, "x")]);
    }
    plot.setSelect({left: 0, width: 0, top: 0, height: 0}, false);
  }

  zoom(range) {
    this.range = range;
    const [min, max] = range || this.fullRange();
    this.book.charts
      .filter((chart) => chart.group === "timeline")
      .forEach((chart) => chart.plot.setScale("x", {min, max}));
  }

  charts(timed, operation) {
    return [
      this.rates(),
      this.throughput(),
      this.percentiles(timed, operation),
      this.depth(),
      ...this.paceCharts(),
      ...this.errorCharts(),
    ];
  }

  rates() {
    const kinds = ["read", "write", "trim"].filter((kind) => has(this.columns, kind + "_ops"));
    const lines = kinds.map((kind) => [kind + "_iops", kind, kind]);
    if (kinds.length !== 1) {
      lines.push(["total_iops", "total", "total"]);
    }
    if (has(this.columns, "rate_asked_per_s") && !this.run.asksForBytes) {
      lines.push(["rate_asked_per_s", "asked", "asked", {dash: [6, 4]}]);
    }
    return this.chart("Operations per second", formatRate, formatCompact, lines);
  }

  throughput() {
    const kinds = ["read", "write"].filter((kind) => has(this.columns, kind + "_bytes"));
    const lines = kinds.map((kind) => [kind + "_bytes_per_s", kind, kind]);
    if (kinds.length !== 1) {
      lines.push(["total_bytes_per_s", "total", "total"]);
    }
    if (has(this.columns, "rate_asked_per_s") && this.run.asksForBytes) {
      lines.push(["rate_asked_per_s", "asked", "asked", {dash: [6, 4]}]);
    }
    const tick = (value) => formatCompact(value / MEBIBYTE);
    return this.chart("Throughput in MiB per second", formatThroughput, tick, lines,
      {incrs: MEBIBYTE_STEPS});
  }

  percentiles(timed, operation) {
    const lines = PERCENTILE_LINES
      .map(([name, color]) => [`${operation}_${timed}_${name}_ns`, name.replace("_", "."), color])
      .filter(([column]) => this.columns[column]);
    return this.chart(`${capitalized(timed)} latency of ${operationWords(operation)}`,
      formatTime, formatTickTime, lines, {logarithmic: true});
  }

  depth() {
    const asked = this.times.map(() => this.run.result.measured.depth_asked);
    return this.chart("Requests in flight", formatRate, formatCompact,
      [["depth", "achieved, mean", "line-1"], [asked, "asked", "asked", {dash: [6, 4]}]]);
  }

  paceCharts() {
    if (!this.columns.backlog) {
      return [];
    }
    const lateness = [["both_lateness_p50_ns", "p50", "line-1"],
      ["both_lateness_p99_ns", "p99", "line-2"], ["both_lateness_max_ns", "max", "line-5"]]
      .filter(([column]) => this.columns[column]);
    const charts = [this.chart("Operations due but not started (backlog)", formatCount,
      formatCompact, [["backlog", "backlog at the end", "line-4"]])];
    if (lateness.length > 0) {
      charts.push(this.chart("Lateness behind the schedule", formatTime, formatTickTime,
        lateness, {logarithmic: true}));
    }
    return charts;
  }

  errorCharts() {
    return has(this.columns, "errors")
      ? [this.chart("Failed operations per interval", formatCount, formatCompact,
        [["errors", "errors", "line-4"]])]
      : [];
  }
}

function operationWords(operation) {
  return operation === "both" ? "reads and writes" : operation + "s";
}
