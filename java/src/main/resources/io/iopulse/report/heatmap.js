// Latency over time: the darker a cell, the more operations per second took that long.

const HEAT_STEPS = 24;

/** Sums the cells of some operations; each is row, count, row, count… of a point. */
function heatCells(run, timed, operation) {
  const names = operation === "both" ? ["read", "write"] : [operation];
  const maps = names.map((name) => run.series.heat[name + "_" + timed]).filter(Boolean);
  return run.series.columns.start_s.map((start, i) => {
    const cells = new Map();
    for (const map of maps) {
      for (let at = 0; at < map[i].length; at += 2) {
        cells.set(map[i][at], (cells.get(map[i][at]) || 0) + map[i][at + 1]);
      }
    }
    return cells;
  });
}

class HeatMap {
  constructor(timeline, timed, operation, perOctave) {
    this.timeline = timeline;
    this.columns = timeline.columns;
    this.perOctave = perOctave;
    this.cells = heatCells(timeline.run, timed, operation);
    this.measure();
    this.title = `${capitalized(timed)} latency of ${operationWords(operation)} over time`;
    this.words = element("p", {class: "note", "aria-live": "off"}, this.legend());
  }

  /** Which rows there are, and how much the fullest cell holds. */
  measure() {
    this.lowest = Infinity;
    this.highest = -Infinity;
    this.most = 0;
    this.cells.forEach((point, i) => {
      for (const [row, count] of point) {
        this.lowest = Math.min(this.lowest, row);
        this.highest = Math.max(this.highest, row);
        if (this.timeline.drawn[i]) {
          this.most = Math.max(this.most, count / this.seconds(i));
        }
      }
    });
    this.isEmpty = this.most === 0;
  }

  seconds(i) {
    return Math.max(1e-9, this.columns.elapsed_s[i] - this.columns.start_s[i]);
  }

  legend() {
    return `Each cell: operations per second in an eighth of a doubling of latency, on a `
      + `logarithmic scale up to ${formatRate(this.most)}.`;
  }

  figure() {
    const place = element("div", {class: "chart"});
    const figure = element("figure", {}, element("figcaption", {}, this.title), place, this.words);
    const {times} = this.timeline;
    const data = [times, times.map(() => null)];
    const options = () => ({
      ...this.timeline.frame(formatTickTime, {logarithmic: true, padded: () => this.span()}),
      height: 260,
      legend: {show: false},
      series: [{}, {paths: () => null, points: {show: false}}],
      hooks: this.hooks(),
    });
    return {figure, draw: () => this.add(place, data, options)};
  }

  add(place, data, options) {
    this.timeline.book.add(this.title, place, data, options, "timeline");
  }

  span() {
    return [rowStart(this.lowest, this.perOctave) / 1.1,
      rowStart(this.highest + 1, this.perOctave) * 1.1];
  }

  hooks() {
    return {
      drawClear: [veilPhases(this.timeline.phases)],
      draw: [(plot) => this.paint(plot)],
      setSelect: [(plot) => this.timeline.selected(plot)],
      setCursor: [(plot) => this.point(plot)],
    };
  }

  paint(plot) {
    const {ctx, bbox} = plot;
    const colors = heatColors();
    const edges = this.edges(plot);
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    this.cells.forEach((point, i) => {
      const left = Math.floor(plot.valToPos(this.columns.start_s[i], "x", true));
      const right = Math.ceil(plot.valToPos(this.columns.elapsed_s[i], "x", true));
      if (right < bbox.left || left > bbox.left + bbox.width) {
        return;
      }
      for (const [row, count] of point) {
        ctx.fillStyle = colors[this.step(count / this.seconds(i))];
        const top = edges[row + 1 - this.lowest];
        ctx.fillRect(left, top, Math.max(1, right - left), edges[row - this.lowest] - top);
      }
    });
    ctx.restore();
  }

  edges(plot) {
    const edges = [];
    for (let row = this.lowest; row <= this.highest + 1; row++) {
      edges.push(Math.round(plot.valToPos(rowStart(row, this.perOctave), "y", true)));
    }
    return edges;
  }

  step(perSecond) {
    const share = Math.log1p(perSecond) / Math.log1p(this.most);
    return Math.min(HEAT_STEPS - 1, Math.max(0, Math.floor(share * HEAT_STEPS)));
  }

  /** Says what is under the pointer. */
  point(plot) {
    const {left, top} = plot.cursor;
    if (left === null || left < 0 || top < 0) {
      this.words.textContent = this.legend();
      return;
    }
    const second = plot.posToVal(left, "x");
    const i = this.columns.start_s.findIndex((start, at) =>
      second >= start && second < this.columns.elapsed_s[at]);
    const row = rowOf(plot.posToVal(top, "y"), this.perOctave);
    if (i >= 0) {
      const count = this.cells[i].get(row) || 0;
      this.words.textContent = `At ${formatSeconds(this.columns.start_s[i])}: `
        + `${formatCount(count)} operations took ${formatTime(rowStart(row, this.perOctave))} to `
        + `${formatTime(rowStart(row + 1, this.perOctave))}.`;
    }
  }
}

/** From faint to full, even for eyes that do not tell colors apart: it is lightness that counts. */
function heatColors() {
  const ends = ["heat-low", "heat-middle", "heat-high"].map((name) => parseColor(themeColor(name)));
  return Array.from({length: HEAT_STEPS}, (unused, i) => {
    const place = (2 * i) / (HEAT_STEPS - 1);
    const from = ends[Math.min(1, Math.floor(place))];
    const to = ends[Math.min(1, Math.floor(place)) + 1];
    const share = place - Math.min(1, Math.floor(place));
    const mixed = from.map((part, at) => Math.round(part + (to[at] - part) * share));
    return `rgb(${mixed.join(" ")})`;
  });
}

function parseColor(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
