// The page: what is shown of which run, and what happens on a zoom.

class Page {
  constructor(runs, perOctave, settings) {
    this.runs = runs;
    this.perOctave = perOctave;
    this.book = new ChartBook();
    this.main = document.getElementById("main");
    this.details = element("div", {id: "details"});
    this.selected = runs[Math.min(Number(settings.get("run") || 1), runs.length) - 1] || runs[0];
    this.range = null;
    document.getElementById("controls").append(
      themeSwitch(settings.get("theme"), () => this.book.redraw()),
      button("Print", () => print()));
  }

  show(settings) {
    this.main.replaceChildren();
    if (this.runs.length > 1) {
      const all = comparison(this.book, this.runs, (index) => this.select(index));
      this.main.append(all.element);
      all.draw();
    }
    this.main.append(this.details);
    this.select(this.selected.index);
    if (settings.has("from") && settings.has("to")) {
      this.zoom([Number(settings.get("from")), Number(settings.get("to"))]);
    }
    document.body.dataset.state = "ready";
  }

  select(index) {
    this.selected = this.runs[index];
    this.range = null;
    this.timed = this.selected.timed[0];
    this.operation = this.selected.operations[0];
    ["timeline", "distributions"].forEach((group) => this.book.remove(group));
    const {result} = this.selected;
    this.timeArea = element("div", {});
    this.percentileArea = element("div", {id: "percentiles"});
    this.distributionArea = element("div", {});
    this.details.replaceChildren(
      this.summary(result),
      ...(this.selected.series.columns.start_s ? this.measuredSections(result) : []),
      ...this.factSections(result));
    if (this.selected.series.columns.start_s) {
      this.drawTime();
      this.drawDistributions();
    }
  }

  summary(result) {
    const name = this.runs.length > 1
      ? element("span", {class: "chip", style: null}, this.selected.label)
      : null;
    if (name) {
      name.style.borderColor = `var(--${runColor(this.selected.index)})`;
    }
    return section("summary", "Result", element("p", {}, name, name ? " " : null,
      outcomeBadge(result), " ", result.workload.description || ""),
    caveats(result), keyFigures(result), operationTable(result), componentTable(result),
    errorTable(result));
  }

  measuredSections(result) {
    this.reset = button("Show all of the run", () => this.zoom(null), {hidden: true});
    const {intervals_per_point: each} = this.selected.series;
    const hint = "Drag across a chart to zoom all of them; the table of percentiles follows."
      + (each > 1 ? ` Each point is ${each} intervals.` : "");
    return [
      section("time", "Over time",
        element("div", {class: "tools"}, this.choices(), this.times(), this.reset, note(hint)),
        this.percentileArea, this.timeArea,
        later("Table of the points", () => seriesTable(this.selected))),
      section("distribution", "Distribution of latency", this.distributionArea),
      ...(result.workers && result.workers.length > 0
        ? [section("workers", "Workers", ...workerTable(result))]
        : []),
    ];
  }

  factSections(result) {
    const accessed = accessSections(result);
    return [
      ...(accessed.length > 0 ? [section("access", "Accesses", ...accessed)] : []),
      section("devices", "Devices", deviceTable(this.selected)),
      section("facts", "Workload and host", runFacts(this.selected),
        later("Every setting of the workload", () => workloadTable(result))),
    ];
  }

  choices() {
    const {timed, operations} = this.selected;
    const timedWords = timed.map((word) => [word, word]);
    const operationWordsOf = operations.map((word) => [word, operationWords(word)]);
    return element("span", {},
      choice("Latency", timedWords, this.timed, (word) => {
        this.timed = word;
        this.redrawLatency();
      }),
      choice("of", operationWordsOf, this.operation, (word) => {
        this.operation = word;
        this.redrawLatency();
      }));
  }

  /** The same as a drag, for keyboards and round numbers. */
  times() {
    const limits = {min: 0, step: "any"};
    this.from = numberField("From second", limits, () => this.zoomToFields());
    this.to = numberField("to", limits, () => this.zoomToFields());
    return element("span", {}, this.from.label, this.to.label);
  }

  zoomToFields() {
    const [from, to] = [this.from.input, this.to.input].map((input) => input.valueAsNumber);
    if (from < to) {
      this.zoom([from, to]);
    }
  }

  redrawLatency() {
    const {range} = this;
    ["timeline", "distributions"].forEach((group) => this.book.remove(group));
    this.drawTime();
    this.timeline.zoom(range);
    this.drawDistributions();
  }

  drawTime() {
    this.timeline = new Timeline(this.book, this.selected, (range) => this.zoom(range));
    this.timeline.range = this.range;
    const charts = this.timeline.charts(this.timed, this.operation);
    const heat = new HeatMap(this.timeline, this.timed, this.operation, this.perOctave);
    if (!heat.isEmpty) {
      charts.splice(3, 0, heat.figure());
    }
    this.timeArea.replaceChildren(...charts.map((chart) => chart.figure));
    charts.forEach((chart) => chart.draw());
    this.percentileArea.replaceChildren(percentileTable(this.selected, this.range));
  }

  drawDistributions() {
    this.book.remove("distributions");
    const operations = this.operation === "both" ? ["read", "write"] : [this.operation];
    const own = {label: this.selected.label, color: runColor(this.selected.index),
      samples: distribution(this.selected, this.timed, operations, this.range)};
    if (!own.samples) {
      this.distributionArea.replaceChildren(note("Nothing was measured in this time."));
      return;
    }
    const others = this.runs.filter((run) => run !== this.selected).map((run) =>
      ({label: run.label, color: runColor(run.index),
        samples: distribution(run, this.timed, operations, null)}));
    const bars = operations.map((operation) => ({label: operation, color: operation,
      samples: distribution(this.selected, this.timed, [operation], this.range)}));
    const charts = [spectrum(this.book, [own, ...others.filter(({samples}) => samples)]),
      histogram(this.book, bars.filter(({samples}) => samples), this.perOctave)];
    this.distributionArea.replaceChildren(element("div", {class: "pair"},
      charts.map((chart) => chart.figure)));
    charts.forEach((chart) => chart.draw());
  }

  /** To whole windows, so that what the table says is exact; null: to all. */
  zoom(range) {
    if (!this.timeline) {
      return;
    }
    this.range = range && (snapped(this.selected, range) || range);
    this.timeline.zoom(this.range);
    this.reset.hidden = !this.range;
    this.from.input.value = this.range ? String(Number(this.range[0].toFixed(6))) : "";
    this.to.input.value = this.range ? String(Number(this.range[1].toFixed(6))) : "";
    this.percentileArea.replaceChildren(percentileTable(this.selected, this.range));
    this.drawDistributions();
  }
}

/** Decodes what a run carries and finds out what there is to choose from. */
async function prepared(run, index, all) {
  const {name} = run.result.workload;
  const isOnly = all.filter((other) => other.result.workload.name === name).length === 1;
  const series = await inflateJson(run.series);
  const bytes = await inflate(run.histograms);
  const timed = ["response", "service"].filter((word) =>
    run.latencies.some(([kind]) => kind === word));
  const operations = ["read", "write"].filter((word) =>
    run.latencies.some(([, operation]) => operation === word));
  return {
    ...run,
    index,
    label: isOnly ? name : `${name} (${index + 1})`,
    series,
    windows: readWindows(bytes, run.windows, run.latencies),
    timed: timed.length > 0 ? timed : ["service"],
    operations: operations.length > 1 ? ["both", ...operations]
      : operations.length === 1 ? operations : ["read"],
    asksForBytes: run.result.workload.components.some((component) =>
      component.load.pace && component.load.pace.arrivals
      && component.load.pace.arrivals.unit === "bytes"),
  };
}

async function begin() {
  const data = JSON.parse(document.getElementById("data").textContent);
  const settings = new URLSearchParams(location.hash.slice(1));
  const runs = await Promise.all(data.runs.map(prepared));
  const names = [...new Set(runs.map((run) => run.result.workload.name))];
  document.getElementById("title").textContent = names.join(", ");
  document.getElementById("subtitle").textContent =
    `${runs[0].result.started_at.slice(0, 19).replace("T", " ")} UTC, iopulse `
    + runs[0].result.tool_version;
  new Page(runs, data.rows_per_octave, settings).show(settings);
}

begin().catch((error) => {
  document.body.dataset.state = "broken";
  document.getElementById("main").replaceChildren(
    element("p", {role: "alert"}, "This page cannot be shown: " + error));
  throw error;
});
