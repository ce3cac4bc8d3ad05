'use strict';
const { coded, argType } = require('internal/errors');

class TextEncoder {
  get encoding() { return 'utf-8'; }
  encode(s = '') { return new Uint8Array(native.encode(String(s), 'utf8')); }
  encodeInto(s, into) {
    let read = 0;
    let written = 0;
    for (const c of String(s)) {
      const bytes = new Uint8Array(native.encode(c, 'utf8'));
      if (written + bytes.length > into.length) break;
      into.set(bytes, written);
      written += bytes.length;
      read += c.length;
    }
    return { read, written };
  }
}

const labels = { 'utf-8': 'utf8', utf8: 'utf8', 'unicode-1-1-utf-8': 'utf8', 'utf-16le': 'utf16le', 'utf-16': 'utf16le', 'ucs-2': 'utf16le', unicode: 'utf16le', latin1: 'latin1', 'iso-8859-1': 'latin1', 'windows-1252': 'latin1', ascii: 'latin1', 'us-ascii': 'latin1' };
const names = { utf8: 'utf-8', utf16le: 'utf-16le', latin1: 'windows-1252' };

const bytesOf = (v) => {
  if (v === undefined) return new Uint8Array(0);
  if (ArrayBuffer.isView(v)) return new Uint8Array(v.buffer, v.byteOffset, v.byteLength);
  if (v instanceof ArrayBuffer) return new Uint8Array(v);
  throw argType('input', 'an instance of ArrayBuffer or ArrayBufferView', v);
};

class TextDecoder {
  #kind;
  #rest = new Uint8Array(0);
  #started = false;
  constructor(label = 'utf-8', { fatal = false, ignoreBOM = false } = {}) {
    this.#kind = labels[String(label).trim().toLowerCase()];
    if (!this.#kind) throw coded(RangeError, 'ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`);
    this.fatal = !!fatal;
    this.ignoreBOM = !!ignoreBOM;
  }
  get encoding() { return names[this.#kind]; }
  decode(input, { stream = false } = {}) {
    let bytes = bytesOf(input);
    if (this.#rest.length) {
      const all = new Uint8Array(this.#rest.length + bytes.length);
      all.set(this.#rest);
      all.set(bytes, this.#rest.length);
      bytes = all;
      this.#rest = new Uint8Array(0);
    }
    if (stream) {
      const end = native.complete(bytes, this.#kind);
      this.#rest = bytes.slice(end);
      bytes = bytes.subarray(0, end);
    }
    if (this.fatal && !native.valid(bytes, this.#kind)) throw coded(TypeError, 'ERR_ENCODING_INVALID_ENCODED_DATA', `The encoded data was not valid for encoding ${this.encoding}`);
    let text = native.decode(bytes, this.#kind, 0, bytes.length);
    if (!this.#started && !this.ignoreBOM && text.charCodeAt(0) === 0xFEFF) text = text.slice(1);
    this.#started = stream && (this.#started || text !== '');
    return text;
  }
}
for (const c of [TextEncoder, TextDecoder]) Object.defineProperty(c.prototype, Symbol.toStringTag, { value: c.name, configurable: true });

module.exports = { TextEncoder, TextDecoder, bytesOf };
