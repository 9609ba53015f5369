// Distributions of latencies: sums of histograms and their percentiles, with the arithmetic of
// HdrHistogram (3 digits, from 1 ns), so that every number equals that of the JSON.

const HALF_BUCKET_BITS = 10;
const HALF_BUCKET = 1 << HALF_BUCKET_BITS;
const BUCKETS = 33792;
const SAMPLES_BEYOND_MIN = 10;
const PERCENTILES = ["50", "90", "95", "99", "99.9", "99.99"];

class Distribution {
  constructor() {
    this.counts = new Float64Array(BUCKETS);
    this.count = 0;
    this.aboveRange = 0;
    this.minNs = Infinity;
    this.maxNs = 0;
    this.sumNs = 0n;
  }

  add(histogram) {
    this.count += histogram.count;
    this.aboveRange += histogram.aboveRange;
    this.minNs = Math.min(this.minNs, histogram.minNs);
    this.maxNs = Math.max(this.maxNs, histogram.maxNs);
    this.sumNs += histogram.sumNs;
    for (let i = 0; i < histogram.buckets.length; i += 2) {
      this.counts[histogram.buckets[i]] += histogram.buckets[i + 1];
    }
  }

  meanNs() {
    return Number(this.sumNs) / this.count;
  }

  isPrintable(percentile) {
    const within = Math.ceil((percentile * this.count) / 100 - 1e-6);
    return this.count - within >= SAMPLES_BEYOND_MIN;
  }

  percentileNs(percentile) {
    const inRange = this.count - this.aboveRange;
    const asked = this.aboveRange === 0
      ? percentile
      : inRange === 0 ? Infinity : (percentile * this.count) / inRange;
    if (this.aboveRange > 0 && asked > 100) {
      return this.maxNs;
    }
    return Math.min(this.valueAt(asked, inRange), this.maxNs);
  }

  /** As HdrHistogram has it: one unit in the last place below what was asked for. */
  valueAt(percentile, inRange) {
    const share = Math.min(Math.max(nextDown(percentile), 0), 100);
    const wanted = Math.max(1, Math.ceil((share * inRange) / 100));
    let seen = 0;
    for (let i = 0; i < BUCKETS; i++) {
      seen += this.counts[i];
      if (seen >= wanted) {
        return highestNs(i);
      }
    }
    return 0;
  }

  forEachBucket(visit) {
    for (let i = 0; i < BUCKETS; i++) {
      if (this.counts[i] > 0) {
        visit(lowestNs(i), highestNs(i), this.counts[i]);
      }
    }
  }
}

function nextDown(value) {
  if (value <= 0) {
    return 0;
  }
  const number = new Float64Array([value]);
  const bits = new BigInt64Array(number.buffer);
  bits[0] -= 1n;
  return number[0];
}

function lowestNs(index) {
  const bucket = (index >> HALF_BUCKET_BITS) - 1;
  return bucket < 0
    ? index
    : ((index & (HALF_BUCKET - 1)) + HALF_BUCKET) * 2 ** bucket;
}

function highestNs(index) {
  return lowestNs(index) + 2 ** Math.max(0, (index >> HALF_BUCKET_BITS) - 1) - 1;
}

/** All of some operations in windows wholly inside a time; null where nothing was timed. */
function distribution(run, timed, operations, range) {
  const sum = new Distribution();
  for (const window of run.windows) {
    if (isInside(window, range)) {
      run.latencies.forEach(([kind, operation], i) => {
        if (kind === timed && operations.includes(operation) && window.histograms[i]) {
          sum.add(window.histograms[i]);
        }
      });
    }
  }
  return sum.count === 0 ? null : sum;
}

/** The range is in seconds; times in seconds have no exact nanoseconds. */
function isInside(window, range) {
  const slackNs = 1000;
  return !range || (window.startNs >= range[0] * 1e9 - slackNs
    && window.endNs <= range[1] * 1e9 + slackNs);
}

/** The windows of a range that a user drew: all that it touches by half or more. */
function snapped(run, range) {
  const touched = run.windows.filter((window) => {
    const from = Math.max(window.startNs, range[0] * 1e9);
    const to = Math.min(window.endNs, range[1] * 1e9);
    return to - from >= (window.endNs - window.startNs) / 2;
  });
  return touched.length === 0
    ? null
    : [touched[0].startNs / 1e9, touched[touched.length - 1].endNs / 1e9];
}

/** What was timed how, with reads and writes together where there are both. */
function timedStretches(run) {
  const stretches = [];
  for (const kind of new Set(run.latencies.map(([timed]) => timed))) {
    const operations = run.latencies.filter(([timed]) => timed === kind).map(([, name]) => name);
    operations.forEach((name) => stretches.push({kind, name, operations: [name]}));
    if (operations.includes("read") && operations.includes("write")) {
      stretches.push({kind, name: "both", operations: ["read", "write"]});
    }
  }
  return stretches;
}
