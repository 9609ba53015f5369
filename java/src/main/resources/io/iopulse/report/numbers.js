// How numbers are written for people: three significant digits and a unit, as in the text report.

const NONE = "–";

function significant(value) {
  const size = Math.abs(value);
  if (!(size >= 1e-6)) {
    return "0";
  }
  const rounded = Number(size.toPrecision(3));
  const before = Math.floor(Math.log10(rounded)) + 1;
  return grouped(Math.sign(value) * rounded, Math.max(0, 3 - before));
}

function grouped(value, decimals) {
  return value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

function formatTime(ns) {
  if (ns === null || ns === undefined) {
    return NONE;
  }
  const units = [[999.5, 1, "ns"], [999.5e3, 1e3, "µs"], [999.5e6, 1e6, "ms"], [120e9, 1e9, "s"],
    [7200e9, 60e9, "min"], [Infinity, 3600e9, "h"]];
  const [, scale, unit] = units.find(([below]) => ns < below);
  return significant(ns / scale) + " " + unit;
}

function formatRate(perSecond) {
  if (perSecond === null || perSecond === undefined) {
    return NONE;
  }
  return perSecond >= 99.95 ? grouped(perSecond, 0) : significant(perSecond);
}

function formatCount(count) {
  return count === null || count === undefined ? NONE : grouped(count, 0);
}

function formatBytes(bytes) {
  const units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1023.5 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return (unit === 0 ? grouped(value, 0) : significant(value)) + " " + units[unit];
}

function formatThroughput(bytesPerSecond) {
  return bytesPerSecond === null || bytesPerSecond === undefined
    ? NONE
    : formatRate(bytesPerSecond / 1048576) + " MiB/s";
}

function formatShare(share) {
  return share === null || share === undefined ? NONE : (share * 100).toFixed(1) + " %";
}

/** A time since the start of the run, for axes and windows. */
function formatSeconds(seconds) {
  return Number(seconds.toFixed(3)).toLocaleString("en-US") + " s";
}

/** Short forms for the ticks of axes. */
function formatCompact(value) {
  const size = Math.abs(value);
  const scale = [[1e9, "G"], [1e6, "M"], [1e3, "k"]].find(([from]) => size >= from);
  return scale ? trimmed(value / scale[0]) + scale[1] : trimmed(value);
}

function trimmed(value) {
  return String(Number(value.toPrecision(4)));
}

function formatTickTime(ns) {
  const scale = [[60e9, " min"], [1e9, " s"], [1e6, " ms"], [1e3, " µs"]]
    .find(([from]) => ns >= from);
  return scale ? trimmed(ns / scale[0]) + scale[1] : trimmed(ns) + " ns";
}
