'use strict';
const { argType, argValue, coded, outOfRange } = require('internal/errors');
const inspecting = require('internal/inspect');

const maxLength = native.maxLength;
const encodings = { utf8: 'utf8', 'utf-8': 'utf8', hex: 'hex', base64: 'base64', base64url: 'base64url', ascii: 'ascii', latin1: 'latin1', binary: 'latin1', ucs2: 'utf16le', 'ucs-2': 'utf16le', utf16le: 'utf16le', 'utf-16le': 'utf16le' };

function encodingOf(name, fallback = 'utf8') {
  if (name === undefined || name === null || name === '') return fallback;
  const e = encodings[name] || encodings[String(name).toLowerCase()];
  if (!e) throw coded(TypeError, 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${name}`);
  return e;
}

function checkSize(n) {
  if (typeof n !== 'number') throw argType('size', 'of type number', n);
  if (!(n >= 0 && n <= maxLength)) throw outOfRange('size', `>= 0 && <= ${maxLength}`, n);
  return Math.trunc(n);
}

const isBytes = (v) => v instanceof Uint8Array;
const isArrayBuffer = (v) => v instanceof ArrayBuffer || Object.prototype.toString.call(v) === '[object ArrayBuffer]';

// wrap makes a Buffer of an ArrayBuffer, which it shares.
const wrap = (ab, offset, length) => new FastBuffer(ab, offset, length);
const fromText = (s, encoding) => wrap(native.encode(s, encodingOf(encoding)));

function Buffer(arg, encodingOrOffset, length) {
  if (typeof arg === 'number') {
    if (typeof encodingOrOffset === 'string') throw argType('string', 'of type string', arg);
    return Buffer.alloc(arg);
  }
  return Buffer.from(arg, encodingOrOffset, length);
}

class FastBuffer extends Uint8Array {}
FastBuffer.prototype.constructor = Buffer;
Object.defineProperty(Buffer, 'prototype', { value: FastBuffer.prototype, writable: false });
Object.setPrototypeOf(Buffer, Uint8Array);
Object.defineProperty(Buffer, Symbol.species, { configurable: true, get() { return FastBuffer; } });
// Methods of Uint8Array make what they return with this.
Object.defineProperty(FastBuffer, Symbol.species, { configurable: true, get() { return FastBuffer; } });

const statics = {
  poolSize: 8192,
  from: function from(v, encodingOrOffset, length) {
    if (typeof v === 'string') return fromText(v, encodingOrOffset);
    if (v !== null && typeof v === 'object') {
      if (isArrayBuffer(v)) {
        const offset = encodingOrOffset === undefined ? 0 : +encodingOrOffset || 0;
        if (offset < 0 || offset > v.byteLength) throw coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"offset" is outside of buffer bounds');
        if (length !== undefined && offset + +length > v.byteLength) throw coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', '"length" is outside of buffer bounds');
        return wrap(v, offset, length === undefined ? undefined : Math.max(0, +length || 0));
      }
      const plain = typeof v.valueOf === 'function' && v.valueOf();
      if (plain !== null && plain !== undefined && plain !== v && (typeof plain === 'string' || typeof plain === 'object')) return Buffer.from(plain, encodingOrOffset, length);
      if (ArrayBuffer.isView(v) || Array.isArray(v)) return new FastBuffer(v);
      if (v.type === 'Buffer' && Array.isArray(v.data)) return new FastBuffer(v.data);
      if (typeof v.length === 'number') return new FastBuffer(v.length > 0 ? Array.prototype.slice.call(v) : 0);
      if (isArrayBuffer(v.buffer)) return new FastBuffer(0);
      const primitive = v[Symbol.toPrimitive];
      if (typeof primitive === 'function') return Buffer.from(primitive.call(v, 'string'), encodingOrOffset);
    }
    throw argType('first argument', 'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object', v);
  },
  alloc: function alloc(size, fill, encoding) {
    const b = new FastBuffer(checkSize(size));
    return fill === undefined || fill === 0 || size === 0 ? b : b.fill(fill, encoding);
  },
  allocUnsafe: function allocUnsafe(size) { return new FastBuffer(checkSize(size)); },
  allocUnsafeSlow: function allocUnsafeSlow(size) { return new FastBuffer(checkSize(size)); },
  isBuffer: (v) => v instanceof Buffer,
  isEncoding: (e) => typeof e === 'string' && e !== '' && (encodings[e.toLowerCase()] !== undefined),
  byteLength(v, encoding) {
    if (typeof v !== 'string') {
      if (ArrayBuffer.isView(v) || isArrayBuffer(v)) return v.byteLength;
      throw argType('string', 'of type string or an instance of Buffer or ArrayBuffer', v);
    }
    switch (encodings[String(encoding).toLowerCase()]) {
      case 'hex': return v.length >>> 1;
      case 'base64': case 'base64url': return (v.replace(/={1,2}$/, '').length * 3) >>> 2;
      case 'ascii': case 'latin1': return v.length;
      case 'utf16le': return 2 * v.length;
      default: return native.encode(v, 'utf8').byteLength;
    }
  },
  compare(a, b) {
    if (!isBytes(a)) throw argType('buf1', 'an instance of Buffer or Uint8Array', a);
    if (!isBytes(b)) throw argType('buf2', 'an instance of Buffer or Uint8Array', b);
    return native.compare(a, b);
  },
  concat(list, total) {
    if (!Array.isArray(list)) throw argType('list', 'an instance of Array', list);
    if (total === undefined) total = list.reduce((n, b) => n + b.length, 0);
    const out = Buffer.alloc(total);
    let at = 0;
    list.forEach((b, i) => {
      if (!isBytes(b)) throw argType(`list[${i}]`, 'an instance of Buffer or Uint8Array', b);
      if (at >= total) return;
      out.set(at + b.length > total ? b.subarray(0, total - at) : b, at);
      at += b.length;
    });
    return out;
  },
  copyBytesFrom: (view, offset = 0, length) => Buffer.from(view.slice(offset, length === undefined ? undefined : offset + length).buffer),
};
for (const k of Object.keys(statics)) Object.defineProperty(Buffer, k, { value: statics[k], writable: true, configurable: true, enumerable: true });
Buffer.of = (...items) => Buffer.from(items);

const offsetOf = (v, fallback, max) => {
  v = v === undefined ? fallback : Math.trunc(+v) || 0;
  return Math.min(Math.max(v, 0), max);
};

function search(b, v, from, encoding, last) {
  if (typeof from === 'string') { encoding = from; from = undefined; }
  from = +from;
  if (Number.isNaN(from)) from = last ? b.length : 0;
  if (from < 0) from += b.length;
  let bytes;
  if (typeof v === 'string') bytes = fromText(v, encoding);
  else if (typeof v === 'number') bytes = Uint8Array.of(v & 255);
  else if (isBytes(v)) bytes = v;
  else throw argType('value', 'one of type number or string or an instance of Buffer or Uint8Array', v);
  return native.search(b, bytes, Math.trunc(from), last);
}

const methods = {
  toString(encoding, start, end) {
    if (arguments.length === 0) return native.decode(this, 'utf8', 0, this.length);
    start = offsetOf(start, 0, this.length);
    end = offsetOf(end, this.length, this.length);
    return end <= start ? '' : native.decode(this, encodingOf(encoding), start, end);
  },
  toLocaleString(...args) { return this.toString(...args); },
  toJSON() { return { type: 'Buffer', data: Array.from(this) }; },
  equals(b) {
    if (!isBytes(b)) throw argType('otherBuffer', 'an instance of Buffer or Uint8Array', b);
    return this === b || native.compare(this, b) === 0;
  },
  compare(target, targetStart = 0, targetEnd = target.length, start = 0, end = this.length) {
    if (!isBytes(target)) throw argType('target', 'an instance of Buffer or Uint8Array', target);
    return native.compare(Uint8Array.prototype.subarray.call(this, start, end), target.subarray(targetStart, targetEnd));
  },
  copy(target, targetStart = 0, start = 0, end = this.length) {
    if (!isBytes(target)) throw argType('target', 'an instance of Buffer or Uint8Array', target);
    targetStart = Math.max(0, Math.trunc(targetStart) || 0);
    start = Math.max(0, Math.trunc(start) || 0);
    end = Math.min(this.length, end, start + target.length - targetStart);
    if (end <= start || targetStart >= target.length) return 0;
    Uint8Array.prototype.set.call(target, Uint8Array.prototype.subarray.call(this, start, end), targetStart);
    return end - start;
  },
  slice(start, end) { return this.subarray(start, end); },
  subarray(start, end) {
    const len = this.length;
    start = Math.trunc(+start) || 0;
    if (start < 0) start = Math.max(0, start + len);
    end = end === undefined ? len : Math.trunc(+end) || 0;
    if (end < 0) end = Math.max(0, end + len);
    start = Math.min(start, len);
    end = Math.min(end, len);
    return wrap(this.buffer, this.byteOffset + start, Math.max(0, end - start));
  },
  write(s, offset, length, encoding) {
    if (typeof s !== 'string') throw argType('argument', 'of type string', s);
    if (typeof offset === 'string') { encoding = offset; offset = 0; length = undefined; }
    if (typeof length === 'string') { encoding = length; length = undefined; }
    offset = offset === undefined ? 0 : offset;
    if (!(offset >= 0 && offset <= this.length)) throw outOfRange('offset', `>= 0 && <= ${this.length}`, offset);
    const room = Math.min(length === undefined ? Infinity : length, this.length - offset);
    const e = encodingOf(encoding);
    const bytes = new Uint8Array(native.encode(s, e));
    let n = Math.min(bytes.length, room);
    if (e === 'utf8') n = n < bytes.length ? wholeCharacters(bytes, n) : n;
    else if (e === 'utf16le') n -= n % 2;
    Uint8Array.prototype.set.call(this, bytes.subarray(0, n), offset);
    return n;
  },
  fill(v, start, end, encoding) {
    if (typeof start === 'string') { encoding = start; start = undefined; end = undefined; }
    if (typeof end === 'string') { encoding = end; end = undefined; }
    start = start === undefined ? 0 : start;
    end = end === undefined ? this.length : end;
    if (!(start >= 0 && start <= this.length)) throw outOfRange('offset', `>= 0 && <= ${this.length}`, start);
    if (!(end >= 0 && end <= this.length)) throw outOfRange('end', `>= 0 && <= ${this.length}`, end);
    if (typeof v !== 'string' && !isBytes(v)) return Uint8Array.prototype.fill.call(this, typeof v === 'boolean' ? +v : v & 255, start, end);
    const bytes = typeof v === 'string' ? fromText(v, encoding) : v;
    if (bytes.length === 0) {
      if (typeof v === 'string' && v.length > 0 || isBytes(v)) throw argValue('value', v);
      return Uint8Array.prototype.fill.call(this, 0, start, end);
    }
    for (let i = start; i < end; i++) this[i] = bytes[(i - start) % bytes.length];
    return this;
  },
  indexOf(v, from, encoding) { return search(this, v, from, encoding, false); },
  lastIndexOf(v, from, encoding) { return search(this, v, from, encoding, true); },
  includes(v, from, encoding) { return search(this, v, from, encoding, false) !== -1; },
  swap16() { return swap(this, 2); },
  swap32() { return swap(this, 4); },
  swap64() { return swap(this, 8); },
  inspect() { return this[inspecting.inspect.custom](); },
  [inspecting.inspect.custom](depth, options) {
    const max = 50;
    let s = Array.from(Uint8Array.prototype.subarray.call(this, 0, max), (b) => b.toString(16).padStart(2, '0')).join(' ');
    if (this.length > max) s += ` ... ${this.length - max} more byte${this.length - max > 1 ? 's' : ''}`;
    return `<Buffer ${s}>`;
  },
};

function wholeCharacters(bytes, n) {
  while (n > 0 && (bytes[n] & 0xC0) === 0x80) n--;
  return n;
}

function swap(b, size) {
  if (b.length % size) throw coded(RangeError, 'ERR_INVALID_BUFFER_SIZE', `Buffer size must be a multiple of ${size * 8}-bits`);
  for (let i = 0; i < b.length; i += size) b.subarray(i, i + size).reverse();
  return b;
}

const view = (b) => new DataView(b.buffer, b.byteOffset, b.byteLength);
function checkOffset(b, offset, size) {
  if (typeof offset !== 'number') throw argType('offset', 'of type number', offset);
  if (!Number.isInteger(offset)) throw outOfRange('offset', 'an integer', offset);
  if (size > b.length) throw coded(RangeError, 'ERR_BUFFER_OUT_OF_BOUNDS', 'Attempt to access memory outside buffer bounds');
  if (offset < 0 || offset + size > b.length) throw outOfRange('offset', `>= 0 and <= ${b.length - size}`, offset);
}
function checkValue(v, min, max) {
  if (v > max || v < min) throw outOfRange('value', `>= ${min} and <= ${max}`, v);
}

const numbers = { Int8: [1, -128, 127], UInt8: [1, 0, 255], Int16: [2, -32768, 32767], UInt16: [2, 0, 65535], Int32: [4, -2147483648, 2147483647], UInt32: [4, 0, 4294967295], Float: [4], Double: [8], BigInt64: [8, -(2n ** 63n), 2n ** 63n - 1n], BigUInt64: [8, 0n, 2n ** 64n - 1n] };
for (const [name, [size, min, max]] of Object.entries(numbers)) {
  const dv = { Float: 'Float32', Double: 'Float64' }[name] || name.replace('UInt', 'Uint');
  for (const order of size === 1 ? [''] : ['LE', 'BE']) {
    const little = order === 'LE';
    const read = function (offset = 0) {
      checkOffset(this, offset, size);
      return view(this)[`get${dv}`](offset, little);
    };
    const write = function (v, offset = 0) {
      if (typeof min === 'bigint') { if (typeof v !== 'bigint') throw argType('value', 'of type bigint', v); } else v = +v;
      if (min !== undefined) checkValue(v, min, max);
      checkOffset(this, offset, size);
      view(this)[`set${dv}`](offset, v, little);
      return offset + size;
    };
    for (const n of new Set([name, name.replace('UInt', 'Uint')])) {
      methods[`read${n}${order}`] = read;
      methods[`write${n}${order}`] = write;
    }
  }
}
for (const signed of [true, false]) {
  for (const order of ['LE', 'BE']) {
    const checkLength = (b, n) => {
      if (typeof n !== 'number') throw argType('byteLength', 'of type number', n);
      if (!(n >= 1 && n <= 6 && Number.isInteger(n))) throw outOfRange('byteLength', '>= 1 and <= 6', n);
    };
    const read = function (offset, n) {
      checkLength(this, n);
      checkOffset(this, offset, n);
      let v = 0;
      for (let i = 0; i < n; i++) v = v * 256 + this[order === 'BE' ? offset + i : offset + n - 1 - i];
      return signed && v >= 2 ** (8 * n - 1) ? v - 2 ** (8 * n) : v;
    };
    const write = function (v, offset, n) {
      checkLength(this, n);
      v = +v;
      checkValue(v, signed ? -(2 ** (8 * n - 1)) : 0, 2 ** (8 * n - (signed ? 1 : 0)) - 1);
      checkOffset(this, offset, n);
      v = Math.trunc(v);
      if (v < 0) v += 2 ** (8 * n);
      for (let i = 0; i < n; i++) {
        this[order === 'LE' ? offset + i : offset + n - 1 - i] = v % 256;
        v = Math.floor(v / 256);
      }
      return offset + n;
    };
    for (const n of signed ? ['Int'] : ['UInt', 'Uint']) {
      methods[`read${n}${order}`] = read;
      methods[`write${n}${order}`] = write;
    }
  }
}
for (const k of Reflect.ownKeys(methods)) Object.defineProperty(FastBuffer.prototype, k, { value: methods[k], writable: true, configurable: true, enumerable: true });
Object.defineProperty(FastBuffer.prototype, 'parent', { get() { return this.buffer; } });
Object.defineProperty(FastBuffer.prototype, 'offset', { get() { return this.byteOffset; } });

function SlowBuffer(size) { return Buffer.alloc(size); }

const invalidCharacter = (message) => {
  const { DOMException } = require('internal/web');
  return new DOMException(message, 'InvalidCharacterError');
};

module.exports = {
  Buffer, SlowBuffer, kMaxLength: maxLength, kStringMaxLength: 536870888, INSPECT_MAX_BYTES: 50,
  constants: { MAX_LENGTH: maxLength, MAX_STRING_LENGTH: 536870888 },
  atob(s) {
    s = String(s).replace(/[\t\n\f\r ]/g, '');
    if (s.length % 4 === 0) s = s.replace(/={1,2}$/, '');
    if (s.length % 4 === 1 || /[^A-Za-z0-9+/]/.test(s)) throw invalidCharacter('The string to be decoded is not correctly encoded.');
    return Buffer.from(s, 'base64').toString('latin1');
  },
  btoa(s) {
    s = String(s);
    if (/[^\0-\xff]/.test(s)) throw invalidCharacter('Invalid character');
    return Buffer.from(s, 'latin1').toString('base64');
  },
  isUtf8: (b) => native.valid(new Uint8Array(b.buffer || b, b.byteOffset || 0, b.byteLength), 'utf8'),
  isAscii: (b) => Array.prototype.every.call(new Uint8Array(b.buffer || b, b.byteOffset || 0, b.byteLength), (c) => c < 128),
  transcode: (b, from, to) => Buffer.from(b.toString(from), to),
  get Blob() { return require('internal/fetch').Blob; },
  get File() { return require('internal/fetch').File; },
};
