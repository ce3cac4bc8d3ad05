'use strict';
const { coded } = require('internal/errors');

// StringDecoder keeps the bytes of a character that is not complete.
class StringDecoder {
  constructor(encoding = 'utf8') {
    const known = Buffer.isEncoding(encoding);
    if (!known) throw coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`);
    this.encoding = { 'utf-8': 'utf8', 'ucs-2': 'utf16le', ucs2: 'utf16le', 'utf-16le': 'utf16le', binary: 'latin1' }[encoding.toLowerCase()] || encoding.toLowerCase();
    this.rest = Buffer.alloc(0);
  }
  write(chunk) {
    if (typeof chunk === 'string') return chunk;
    const bytes = this.rest.length ? Buffer.concat([this.rest, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = complete(bytes, this.encoding);
    this.rest = Buffer.from(bytes.subarray(end));
    return bytes.toString(this.encoding, 0, end);
  }
  end(chunk) {
    const text = (chunk === undefined ? '' : this.write(chunk)) + this.rest.toString(this.encoding);
    this.rest = Buffer.alloc(0);
    return text;
  }
  text(chunk, offset) {
    this.rest = Buffer.alloc(0);
    return this.write(chunk.subarray(offset));
  }
  get lastNeed() { return this.rest.length ? 1 : 0; }
}

// complete returns how many of the bytes make whole characters.
function complete(b, encoding) {
  switch (encoding) {
    case 'utf8': {
      for (let back = 1; back <= Math.min(3, b.length); back++) {
        const c = b[b.length - back];
        if (c < 0x80) break;
        if (c >= 0xC0) {
          const need = c >= 0xF0 && c < 0xF5 ? 4 : c >= 0xE0 && c < 0xF0 ? 3 : c >= 0xC2 && c < 0xE0 ? 2 : 1;
          return need > back ? b.length - back : b.length;
        }
      }
      return b.length;
    }
    case 'utf16le': {
      let end = b.length - b.length % 2;
      if (end >= 2 && (b[end - 1] & 0xFC) === 0xD8) end -= 2;
      return end;
    }
    case 'base64': case 'base64url': return b.length - b.length % 3;
    default: return b.length;
  }
}

module.exports = { StringDecoder };
