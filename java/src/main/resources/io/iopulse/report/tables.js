// Figures, caveats and tables of one run.

const STATUS_WORDS = {
  complete: "complete",
  incomplete: "incomplete",
  interrupted: "interrupted",
  failed: "failed",
};

function outcomeBadge(result) {
  const good = result.exit_code === 0;
  const words = STATUS_WORDS[result.outcome.status] || result.outcome.status;
  const exit = good ? "" : `, exit code ${result.exit_code}`;
  return element("span", {class: good ? "badge good" : "badge bad"}, words + exit);
}

function caveats(result) {
  const items = result.caveats.map((caveat) =>
    element("li", {class: caveat.fatal ? "fatal" : null},
      element("strong", {}, (caveat.fatal ? "Fatal: " : "") + capitalized(caveat.statement)),
      ": " + caveat.evidence + "."));
  if (result.outcome.reason) {
    items.unshift(element("li", {class: "fatal"},
      element("strong", {}, `The run is ${result.outcome.status}`),
      ": " + result.outcome.reason + "."));
  }
  return items.length === 0
    ? element("p", {class: "clear"}, "No caveats: nothing speaks against the result.")
    : element("ul", {class: "caveats"}, items);
}

/** Name, value and a remark; the key figures of a run. */
function keyFigures(result) {
  const {measured} = result;
  const {total} = measured.operations;
  const figures = [
    ["IOPS", formatRate(total.operations_per_second), rangeWords(measured.interval_range)],
    ["Throughput", formatThroughput(total.bytes_per_second), formatBytes(total.bytes) + " in all"],
    ...latencyFigures(result.latency),
    ["Depth", measured.depth_achieved === null ? NONE : significant(measured.depth_achieved),
      `of ${formatCount(measured.depth_asked)} asked`],
    ["CPU per operation", formatTime(measured.cpu_ns_per_operation),
      measured.cpu_share === null ? "" : `workers busy ${formatShare(measured.cpu_share)}`],
    ["Errors", formatCount(measured.errors), measured.retries > 0
      ? formatCount(measured.retries) + " retries" : "no retries"],
  ];
  return element("dl", {class: "figures"}, figures.map(([name, value, remark]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, value),
      element("dd", {class: "remark"}, remark || ""))));
}

function rangeWords(range) {
  return range
    ? `${formatRate(range.operations_per_second_min)} to `
      + formatRate(range.operations_per_second_max)
    : "";
}

function latencyFigures(latency) {
  const timed = latency.response || latency.service || {};
  const word = latency.response ? "response" : "";
  return ["read", "write"].filter((kind) => timed[kind]).flatMap((kind) => [
    [capitalized(kind) + " p99", formatTime(timed[kind].percentiles_ns["99"]),
      `p50 ${formatTime(timed[kind].percentiles_ns["50"])} ${word}`],
    [capitalized(kind) + " p99.9", formatTime(timed[kind].percentiles_ns["99.9"]),
      `max ${formatTime(timed[kind].max_ns)} ${word}`],
  ]);
}

function operationTable(result) {
  const rows = Object.entries(result.measured.operations)
    .filter(([name, sum]) => sum.operations > 0 || name === "total")
    .map(([name, sum]) => ({name, ...sum}));
  return table("Operations of the measured phase", [
    ["operation", (row) => row.name, "text"],
    ["operations", (row) => formatCount(row.operations)],
    ["per second", (row) => formatRate(row.operations_per_second)],
    ["bytes", (row) => formatBytes(row.bytes)],
    ["throughput", (row) => formatThroughput(row.bytes_per_second)],
  ], rows);
}

/** They are not known of a part of a run. */
function errorTable({errors}) {
  return !errors || errors.length === 0 ? null : table("Errors", [
    ["operation", (row) => row.operation, "text"],
    ["error", (row) => row.error, "text"],
    ["count", (row) => formatCount(row.count)],
    ["first at", (row) => formatTime(row.first_ns)],
    ["target", (row) => row.first_target, "text"],
    ["offset", (row) => formatCount(row.first_offset_bytes)],
  ], errors);
}

function componentTable(result) {
  return result.components.length < 2 ? null : table("Components", [
    ["component", (row) => row.name, "text"],
    ["engine", (row) => row.engine.name, "text"],
    ["IOPS", (row) => formatRate(row.measured.operations.total.operations_per_second)],
    ["throughput", (row) => formatThroughput(row.measured.operations.total.bytes_per_second)],
    ["read p99", (row) => percentileOf(row.latency, "read", "99")],
    ["write p99", (row) => percentileOf(row.latency, "write", "99")],
    ["depth", (row) => depthWords(row.measured)],
    ["CPU per op", (row) => formatTime(row.measured.cpu_ns_per_operation)],
  ], result.components);
}

function percentileOf(latency, kind, percentile) {
  const timed = latency.service && latency.service[kind];
  return timed ? formatTime(timed.percentiles_ns[percentile]) : NONE;
}

function depthWords(measured) {
  return (measured.depth_achieved === null ? NONE : significant(measured.depth_achieved))
    + " of " + formatCount(measured.depth_asked);
}

/** Workers of all components, with how far each is from the fastest. */
function workerTable(result) {
  const workers = result.workers || [];
  const rates = workers.map((row) => row.operations.total.operations_per_second);
  const most = Math.max(...rates);
  const least = Math.min(...rates);
  const names = workers.length === 0 ? [] : componentNames(result);
  const columns = [
    ["worker", (row) => String(row.worker), "number"],
    ["component", (row) => names[row.worker] || "", "text"],
    ["CPU", (row) => (row.cpu === null ? "any" : String(row.cpu))],
    ["node", (row) => (row.numa_node === null ? NONE : String(row.numa_node))],
    ["IOPS", (row) => formatRate(row.operations.total.operations_per_second)],
    ["of the fastest", (row) =>
      bar(row.operations.total.operations_per_second / (most || 1)), "bar"],
    ["read p99", (row) => percentileOf(row.latency, "read", "99")],
    ["write p99", (row) => percentileOf(row.latency, "write", "99")],
    ["depth", (row) => (row.depth_achieved === null ? NONE : significant(row.depth_achieved))],
    ["busy", (row) => formatShare(row.cpu_share)],
    ["CPU per op", (row) => formatTime(row.cpu_ns_per_operation)],
    ["errors", (row) => formatCount(row.errors)],
  ];
  const words = workers.length > 1 && least > 0 && result.components.length === 1
    ? `The fastest worker did ${significant(most / least)} times as much as the slowest.`
    : "";
  return [table("Workers in the measured phase",
    columns.filter(([title]) => title !== "component" || result.components.length > 1), workers),
  note(words)];
}

function componentNames(result) {
  return result.workload.components.flatMap((component) =>
    Array.from({length: component.workers}, () => component.name));
}

function bar(share) {
  const filled = element("span", {class: "filled"});
  filled.style.width = (share * 100).toFixed(1) + "%";
  return element("span", {class: "track"}, filled,
    element("span", {class: "share"}, formatShare(share)));
}

/** What the kernel's counters say beside what the tool did. */
function deviceTable(run) {
  const rows = run.devices.map((row) => ({...row, source: "kernel"}));
  if (rows.length === 0) {
    return note("Counters of the devices are not known for this run.");
  }
  const sums = ["warmup", "drain"].map((phase) => run.result[phase].bytes);
  const measured = run.result.measured.operations;
  rows.push({
    device: "operations of the run, all phases",
    read_bytes: measured.read.bytes + sums.reduce((sum, bytes) => sum + bytes.read, 0),
    written_bytes: measured.write.bytes + sums.reduce((sum, bytes) => sum + bytes.write, 0),
  });
  return table("Bytes moved from the start of the run to its end", [
    ["by", (row) => row.device, "text"],
    ["read", (row) => formatBytes(row.read_bytes)],
    ["written", (row) => formatBytes(row.written_bytes)],
  ], rows);
}
