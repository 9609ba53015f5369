// Where operations fell, what was asked for, and on what machine.

const SVG = "http://www.w3.org/2000/svg";

function shape(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  made.append(...children);
  return made;
}

function accessSections(result) {
  return result.components
    .filter((component) => component.accessed)
    .flatMap((component) => accessParts(component));
}

function accessParts(component) {
  const {accessed} = component;
  const buckets = accessed.heatmap;
  const facts = [
    ["component", component.name],
    ["blocks", `${formatCount(accessed.blocks)} of ${formatBytes(accessed.block_bytes)}`],
    ["touched", formatShare(accessed.coverage)],
    ["hottest 1 % of blocks", formatShare(accessed.hottest_share["1"])],
    ["hottest 20 % of blocks", formatShare(accessed.hottest_share["20"])],
    ["first 20 % of blocks", formatShare(accessed.first_share["20"])],
  ].filter(([, value]) => value !== NONE);
  const words = `Operations by position in the targets of ${component.name}`;
  return [factList(facts), ...(buckets.length === 0 ? [] : [
    element("figure", {}, element("figcaption", {}, words), accessBars(buckets, words)),
    later("Table of positions", () => accessTable(words, buckets))])];
}

function bucketTotal(bucket) {
  return bucket.read + bucket.write + bucket.trim;
}

function accessBars(buckets, words) {
  const most = Math.max(1, ...buckets.map(bucketTotal));
  const width = 1000 / buckets.length;
  const bars = buckets.flatMap((bucket, i) => {
    let base = 100;
    return ["read", "write", "trim"].filter((kind) => bucket[kind] > 0).map((kind) => {
      const height = (bucket[kind] / most) * 100;
      base -= height;
      return shape("rect", {x: i * width, y: base, width: Math.max(width * 0.9, width - 1), height,
        class: "fill-" + kind},
      shape("title", {}, document.createTextNode(
        `blocks ${formatCount(bucket.first_block)} to ${formatCount(bucket.last_block)}: `
        + `${formatCount(bucket[kind])} ${kind}s`)));
    });
  });
  return shape("svg", {viewBox: "0 0 1000 100", preserveAspectRatio: "none", role: "img",
    "aria-label": words + "; the numbers are in the table below", class: "access"}, ...bars);
}

function accessTable(words, buckets) {
  return table(words, [
    ["first block", (row) => formatCount(row.first_block)],
    ["last block", (row) => formatCount(row.last_block)],
    ["reads", (row) => formatCount(row.read)],
    ["writes", (row) => formatCount(row.write)],
    ["trims", (row) => formatCount(row.trim)],
  ], buckets);
}

function factList(pairs) {
  return element("dl", {class: "facts"}, pairs.flatMap(([name, value]) =>
    [element("dt", {}, name), element("dd", {}, value)]));
}

/** Names of nested values with dots; a list of plain values is one value. */
function flattened(value, prefix) {
  const isPlain = value === null || typeof value !== "object";
  if (isPlain || (Array.isArray(value) && value.every((item) => typeof item !== "object"))) {
    const text = Array.isArray(value) ? value.join(", ") : String(value === null ? NONE : value);
    return [[prefix, text || NONE]];
  }
  return Object.entries(value).flatMap(([name, inner]) =>
    flattened(inner, prefix ? prefix + "." + name : name));
}

function runFacts(run) {
  const {result} = run;
  const {time} = result;
  const asked = time.duration_asked_ns === null ? "" : ` of ${formatTime(time.duration_asked_ns)}`;
  return factList([
    ["started", result.started_at],
    ...(result.selection ? [["only a part of the run", selectionWords(result.selection)]] : []),
    ["measured", formatTime(time.measured_ns) + asked],
    ["warm-up, drain", `${formatTime(time.warmup_ns)}, ${formatTime(time.drain_ns)}`],
    ["engine", result.components.map((component) => engineWords(component.engine)).join("; ")],
    ["targets", result.components.flatMap((component) => component.targets)
      .map((target) => `${target.path} (${target.kind}, ${formatBytes(target.size_bytes)})`)
      .join("; ")],
    ["clock", result.clock],
    ["seed", result.workload.seed],
    ["workload SHA-256", result.workload_sha256],
    ["iopulse", result.tool_version],
    ...Object.entries(result.host).map(([name, value]) => [name.replaceAll("_", " "), value]),
  ]);
}

function selectionWords({taken, workers, workers_of_run: all}) {
  return `${formatSeconds(taken.start_ns / 1e9)} to ${formatSeconds(taken.end_ns / 1e9)}, `
    + (workers.length === all ? "all workers" : `workers ${workers.join(", ")} of ${all}`);
}

function engineWords(engine) {
  const options = engine.options_in_force;
  return engine.name + (options.length > 0 ? " with " + options.join(", ") : "");
}

function workloadTable(result) {
  return table("The workload as it was resolved", [
    ["setting", ([name]) => name, "text"],
    ["value", ([, value]) => value, "text"],
  ], flattened(result.workload, ""));
}

/** All points of the charts as numbers. */
function seriesTable(run) {
  const {columns} = run.series;
  const format = [["start_s", "start", formatSeconds], ["phase", "phase", String],
    ["total_iops", "IOPS", formatRate], ["total_bytes_per_s", "throughput", formatThroughput],
    ["both_service_p50_ns", "p50", formatTime], ["both_service_p99_ns", "p99", formatTime],
    ["both_service_max_ns", "max", formatTime], ["depth", "depth", significant],
    ["backlog", "backlog", formatCount], ["errors", "errors", formatCount]]
    .filter(([name]) => columns[name]);
  const rows = columns.start_s.map((unused, i) => i);
  return table("Points of the charts; latencies are service times of reads and writes",
    format.map(([name, title, words]) =>
      [title, (i) => words(columns[name][i]), name === "phase" ? "text" : "number"]), rows);
}
