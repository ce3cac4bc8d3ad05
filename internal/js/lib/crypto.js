'use strict';
const { argType, coded, outOfRange, checkString } = require('internal/errors');
const { bytesOf } = require('internal/encoding');

const bytes = (name, v, encoding) => {
  if (typeof v === 'string') return Buffer.from(v, encoding);
  if (ArrayBuffer.isView(v) || v instanceof ArrayBuffer) return bytesOf(v);
  throw argType(name, 'of type string or an instance of Buffer, TypedArray, or DataView', v);
};
const result = (ab, encoding) => {
  const b = Buffer.from(ab);
  return encoding && encoding !== 'buffer' ? b.toString(encoding) : b;
};
const unavailable = (name) => function () {
  throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `crypto.${name} is not available where Litexa runs code: hashes, HMACs, random values, pbkdf2 and timingSafeEqual are`);
};

const { Transform } = require('stream');

class Hash extends Transform {
  #state;
  #done = false;
  constructor(state) {
    super({ transform(chunk, encoding, done) { this.update(chunk, encoding); done(); }, flush(done) { this.push(this.digest()); done(); } });
    this.#state = state;
  }
  update(data, encoding) {
    if (this.#done) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    native.update(this.#state, bytes('data', data, encoding));
    return this;
  }
  digest(encoding) {
    if (this.#done) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.#done = true;
    return result(native.digest(this.#state), encoding);
  }
  copy() {
    if (this.#done) throw coded(Error, 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    return new this.constructor(native.copy(this.#state));
  }
}
class Hmac extends Hash {}

function createHash(algorithm) {
  checkString('algorithm', algorithm);
  const state = native.hash(algorithm.toLowerCase(), null);
  if (!state) throw new Error('Digest method not supported');
  return new Hash(state);
}

function createHmac(algorithm, key) {
  checkString('hmac', algorithm);
  const state = native.hash(algorithm.toLowerCase(), bytes('key', key));
  if (!state) throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${algorithm}`);
  return new Hmac(state);
}

const later = (f, done) => {
  if (typeof done !== 'function') throw argType('callback', 'of type function', done);
  let v;
  try { v = f(); } catch (e) { process.nextTick(done, e); return; }
  process.nextTick(done, null, v);
};

function randomBytes(size, done) {
  if (typeof size !== 'number') throw argType('size', 'of type number', size);
  if (!(size >= 0 && size <= 2147483647)) throw outOfRange('size', '>= 0 && <= 2147483647', size);
  if (done !== undefined) return later(() => Buffer.from(native.random(size)), done);
  return Buffer.from(native.random(size));
}

function randomFillSync(buf, offset = 0, size) {
  const view = bytesOf(buf);
  size = size === undefined ? view.length - offset : size;
  view.set(new Uint8Array(native.random(size)), offset);
  return buf;
}

function randomInt(min, max, done) {
  if (max === undefined || typeof max === 'function') { done = max; max = min; min = 0; }
  if (!Number.isSafeInteger(min)) throw argType('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw argType('max', 'a safe integer', max);
  if (max <= min) throw outOfRange('max', `greater than the value of "min" (${min})`, max);
  const range = max - min;
  if (range > 281474976710655) throw outOfRange('max - min', '<= 281474976710655', range);
  const pick = () => {
    const limit = 281474976710656 - 281474976710656 % range;
    for (;;) {
      const n = Buffer.from(native.random(6)).readUIntBE(0, 6);
      if (n < limit) return min + n % range;
    }
  };
  return done === undefined ? pick() : later(pick, done);
}

function randomUUID() {
  const b = Buffer.from(native.random(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const h = b.toString('hex');
  return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
}

function getRandomValues(view) {
  if (!ArrayBuffer.isView(view) || view instanceof DataView || view instanceof Float32Array || view instanceof Float64Array) {
    const { DOMException } = require('internal/web');
    throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
  }
  if (view.byteLength > 65536) {
    const { DOMException } = require('internal/web');
    throw new DOMException(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError');
  }
  return randomFillSync(view);
}

function pbkdf2Sync(password, salt, iterations, length, digest) {
  checkString('digest', digest);
  const out = native.pbkdf2(bytes('password', password), bytes('salt', salt), iterations, length, digest.toLowerCase());
  if (!out) throw coded(TypeError, 'ERR_CRYPTO_INVALID_DIGEST', `Invalid digest: ${digest}`);
  return Buffer.from(out);
}

function timingSafeEqual(a, b) {
  a = bytesOf(a);
  b = bytesOf(b);
  if (a.length !== b.length) throw coded(RangeError, 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length');
  let diff = 0;
  for (let i = 0; i < a.length; i++) diff |= a[i] ^ b[i];
  return diff === 0;
}

const hashNames = { 'SHA-1': 'sha1', 'SHA-256': 'sha256', 'SHA-384': 'sha384', 'SHA-512': 'sha512' };
const subtle = new Proxy({
  async digest(algorithm, data) {
    const name = hashNames[String(algorithm && algorithm.name || algorithm).toUpperCase()];
    if (!name) throw new (require('internal/web').DOMException)('Unrecognized algorithm name', 'NotSupportedError');
    const d = createHash(name).update(bytesOf(data)).digest();
    return d.buffer.slice(d.byteOffset, d.byteOffset + d.length);
  },
}, { get: (t, k) => (k in t || typeof k === 'symbol' || k === 'then' ? t[k] : unavailable(`subtle.${k}`)) });

const webcrypto = { getRandomValues, randomUUID, subtle };
Object.defineProperty(webcrypto, Symbol.toStringTag, { value: 'Crypto' });

module.exports = {
  createHash, createHmac, Hash, Hmac, getHashes: () => native.names(), getCiphers: () => [], getCurves: () => [],
  hash: (algorithm, data, encoding = 'hex') => createHash(algorithm).update(data).digest(encoding),
  randomBytes, pseudoRandomBytes: randomBytes, prng: randomBytes, rng: randomBytes, randomInt, randomUUID, randomFillSync,
  randomFill(buf, ...rest) { const done = rest.pop(); later(() => randomFillSync(buf, ...rest), done); },
  getRandomValues, timingSafeEqual, pbkdf2Sync,
  pbkdf2(password, salt, iterations, length, digest, done) { later(() => pbkdf2Sync(password, salt, iterations, length, digest), done); },
  webcrypto, subtle, constants: {}, getFips: () => 0, setFips() {},
};
for (const name of ['createCipheriv', 'createDecipheriv', 'createCipher', 'createDecipher', 'createSign', 'createVerify', 'sign', 'verify', 'createDiffieHellman', 'createECDH', 'createPrivateKey', 'createPublicKey', 'createSecretKey', 'generateKeyPair', 'generateKeyPairSync', 'generateKey', 'publicEncrypt', 'publicDecrypt', 'privateEncrypt', 'privateDecrypt', 'scrypt', 'scryptSync', 'hkdf', 'hkdfSync', 'diffieHellman']) {
  module.exports[name] = unavailable(name);
}
