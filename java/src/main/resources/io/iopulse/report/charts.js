// What all charts share: colors, axes, size, and the drawing of phases behind them.

const CHART_HEIGHT = 190;
const PAPER_WIDTH = 700; // of A4 between its margins, in pixels
const AXIS_WIDTH = 72;
const FONT = "12px system-ui, sans-serif";

/** Charts on the page, to be drawn again when colors or the width change. */
class ChartBook {
  constructor() {
    this.charts = [];
    this.observer = new ResizeObserver((entries) => {
      for (const {target} of entries) {
        this.charts.filter((chart) => chart.place === target).forEach(fit);
      }
    });
  }

  /** The options are made anew whenever the colors are. */
  add(title, place, data, options, group) {
    const chart = {title, place, data, options, group, plot: null};
    this.charts.push(chart);
    this.draw(chart);
    this.observer.observe(place);
    return chart;
  }

  draw(chart) {
    if (chart.plot) {
      chart.plot.destroy();
    }
    const options = chart.options();
    chart.plot = new uPlot({width: widthOf(chart.place), height: CHART_HEIGHT, ...options},
      chart.data, chart.place);
    describe(chart.plot, chart.title);
  }

  redraw() {
    this.charts.forEach((chart) => this.draw(chart));
  }

  remove(group) {
    this.charts.filter((chart) => chart.group === group).forEach((chart) => {
      this.observer.unobserve(chart.place);
      chart.plot.destroy();
    });
    this.charts = this.charts.filter((chart) => chart.group !== group);
  }
}

function widthOf(place) {
  const width = Math.max(280, place.clientWidth);
  return document.body.dataset.paper ? Math.min(PAPER_WIDTH, width) : width;
}

function fit(chart) {
  const width = widthOf(chart.place);
  if (width !== chart.plot.width) {
    chart.plot.setSize({width, height: chart.plot.height});
  }
}

/** For those who do not see the drawing. */
function describe(plot, title) {
  plot.ctx.canvas.setAttribute("role", "img");
  plot.ctx.canvas.setAttribute("aria-label", title + "; the numbers are in the table below");
}

function axis(format, more) {
  return {
    stroke: themeColor("muted"),
    font: FONT,
    size: AXIS_WIDTH,
    grid: {stroke: themeColor("grid"), width: 1},
    ticks: {stroke: themeColor("grid"), width: 1, size: 4},
    values: (plot, splits) => splits.map((split) => (split === null ? "" : format(split))),
    ...more,
  };
}

function bottomAxis(format, more) {
  return axis(format, {size: 30, space: 70, ...more});
}

function line(label, color, format, more) {
  return {
    label,
    stroke: themeColor(color),
    width: 1.5,
    points: {show: false},
    value: (plot, value) => format(value),
    ...more,
  };
}

const MEBIBYTE = 1048576;
const MEBIBYTE_STEPS = [1, 2, 5].flatMap((lead) =>
  Array.from({length: 9}, (unused, power) => lead * 10 ** (power - 2) * MEBIBYTE))
  .sort((a, b) => a - b);

const STEPPED = () => uPlot.paths.stepped({align: 1});

/** From zero to a little above the highest value. */
function fromZero(plot, min, max) {
  return [0, max > 0 ? max * 1.06 : 1];
}

/** With some room around the values, for logarithmic axes. */
function around(plot, min, max) {
  if (!(max > 0)) {
    return [1, 10];
  }
  const low = Math.max(1, min);
  return [low / 1.5, max * 1.5];
}

/** 1, 2, 3, 5 and 7 of each decade, and fewer where there are many; linear where it is short. */
function logarithmicSplits(plot, axisIndex, min, max) {
  const decades = Math.log10(max / min);
  if (decades < 0.6) {
    return linearSplits(min, max);
  }
  const leads = decades > 2.5 ? [1] : decades > 1.2 ? [1, 3] : [1, 2, 3, 5, 7];
  const splits = [];
  for (let power = Math.floor(Math.log10(min)); 10 ** power <= max; power++) {
    splits.push(...leads.map((lead) => lead * 10 ** power));
  }
  return splits.filter((split) => split >= min && split <= max);
}

function linearSplits(min, max) {
  const rough = (max - min) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((lead) => lead * power >= rough) * power;
  const splits = [];
  for (let split = Math.ceil(min / step) * step; split <= max; split += step) {
    splits.push(split);
  }
  return splits;
}

const LOGARITHMIC = {splits: logarithmicSplits, filter: (plot, splits) => splits};

/** Phases that are not measured lie behind a veil, with their name where it fits. */
function veilPhases(phases) {
  return (plot) => {
    const {ctx, bbox} = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const {name, from, to} of phases.filter((phase) => phase.name !== "measure")) {
      const left = plot.valToPos(from, "x", true);
      const width = Math.max(devicePixelRatio, plot.valToPos(to, "x", true) - left);
      ctx.fillStyle = themeColor("veil");
      ctx.fillRect(left, bbox.top, width, bbox.height);
      veilName(ctx, name, left, width, bbox.top + bbox.height);
    }
    ctx.restore();
  };
}

function veilName(ctx, name, left, width, bottom) {
  ctx.font = 11 * devicePixelRatio + "px system-ui, sans-serif";
  if (ctx.measureText(name).width + 8 * devicePixelRatio <= width) {
    ctx.fillStyle = themeColor("muted");
    ctx.textAlign = "left";
    ctx.textBaseline = "bottom";
    ctx.fillText(name, left + 4 * devicePixelRatio, bottom - 3 * devicePixelRatio);
  }
}
