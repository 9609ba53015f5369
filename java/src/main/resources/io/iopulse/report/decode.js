// What the page carries packed: base64 of zlib's format, then text or numbers of 7 bits a byte.

async function inflate(base64) {
  const packed = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function inflateJson(base64) {
  return JSON.parse(new TextDecoder().decode(await inflate(base64)));
}

/** Reads unsigned numbers one after another; those beyond 2^53 only by readBig. */
class NumberReader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  read() {
    let value = 0;
    let scale = 1;
    let byte;
    do {
      byte = this.bytes[this.at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte & 0x80);
    return value;
  }

  readBig() {
    let value = 0n;
    let shift = 0n;
    let byte;
    do {
      byte = this.bytes[this.at++];
      value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
    } while (byte & 0x80);
    return value;
  }
}

/** The histograms of each window, by the order of names; null where nothing was timed. */
function readWindows(bytes, windows, names) {
  const reader = new NumberReader(bytes);
  return windows.map(([startNs, endNs]) => ({
    startNs,
    endNs,
    histograms: names.map(() => readHistogram(reader)),
  }));
}

function readHistogram(reader) {
  const count = reader.read();
  if (count === 0) {
    return null;
  }
  const histogram = {
    count,
    aboveRange: reader.read(),
    minNs: reader.read(),
    maxNs: reader.read(),
    sumNs: reader.readBig(),
    buckets: [],
  };
  let index = 0;
  for (let left = reader.read(); left > 0; left--) {
    index += reader.read();
    histogram.buckets.push(index, reader.read());
  }
  return histogram;
}
