'use strict';
const { Transform } = require('stream');
const { coded } = require('internal/errors');
const { bytesOf } = require('internal/encoding');

const constants = { Z_NO_FLUSH: 0, Z_PARTIAL_FLUSH: 1, Z_SYNC_FLUSH: 2, Z_FULL_FLUSH: 3, Z_FINISH: 4, Z_BLOCK: 5, Z_OK: 0, Z_STREAM_END: 1, Z_BUF_ERROR: -5, Z_DATA_ERROR: -3, Z_NO_COMPRESSION: 0, Z_BEST_SPEED: 1, Z_BEST_COMPRESSION: 9, Z_DEFAULT_COMPRESSION: -1, Z_DEFAULT_STRATEGY: 0, BROTLI_OPERATION_PROCESS: 0, BROTLI_OPERATION_FLUSH: 1, BROTLI_OPERATION_FINISH: 2, BROTLI_PARAM_QUALITY: 1 };

const run = (kind, data, options) => {
  const level = options && options.level !== undefined ? options.level : -1;
  const [out, message] = native.run(kind, typeof data === 'string' ? Buffer.from(data) : bytesOf(data), level);
  if (message) throw Object.assign(coded(Error, message === 'unexpected end of file' ? 'Z_BUF_ERROR' : 'Z_DATA_ERROR', message), { errno: message === 'unexpected end of file' ? -5 : -3 });
  return Buffer.from(out);
};

module.exports = { constants, codes: constants };
const kinds = { gzip: 'Gzip', gunzip: 'Gunzip', deflate: 'Deflate', inflate: 'Inflate', deflateRaw: 'DeflateRaw', inflateRaw: 'InflateRaw', unzip: 'Unzip' };
for (const [name, Name] of Object.entries(kinds)) {
  module.exports[`${name}Sync`] = (data, options) => run(name, data, options);
  module.exports[name] = (data, ...rest) => {
    const done = rest.pop();
    setImmediate(() => {
      let out;
      try { out = run(name, data, rest[0]); } catch (e) { return done(e); }
      return done(null, out);
    });
  };
  // The stream keeps all it is given and works at its end.
  const Class = function (options) {
    if (!(this instanceof Class)) return new Class(options);
    const chunks = [];
    Transform.call(this, {
      transform(chunk, encoding, done) { chunks.push(chunk); done(); },
      flush(done) {
        if (chunks.length === 0 && /^(?:gunzip|inflate|inflateRaw|unzip)$/.test(name)) return done();
        let out;
        try { out = run(name, Buffer.concat(chunks), options); } catch (e) { return done(e); }
        return done(null, out);
      },
    });
    this.bytesWritten = 0;
    return this;
  };
  Object.defineProperty(Class, 'name', { value: Name });
  Object.setPrototypeOf(Class.prototype, Transform.prototype);
  Class.prototype.close = function (done) { this.destroy(); if (done) process.nextTick(done); };
  Class.prototype.flush = function (kind, done) { if (typeof kind === 'function') done = kind; if (done) process.nextTick(done); };
  Class.prototype.params = function (level, strategy, done) { process.nextTick(done); };
  Class.prototype.reset = function () {};
  module.exports[Name] = Class;
  module.exports[`create${Name}`] = (options) => new Class(options);
}
module.exports.crc32 = (data, value = 0) => native.crc32(typeof data === 'string' ? Buffer.from(data) : bytesOf(data), value);
for (const name of ['brotliCompress', 'brotliDecompress', 'brotliCompressSync', 'brotliDecompressSync', 'createBrotliCompress', 'createBrotliDecompress', 'BrotliCompress', 'BrotliDecompress']) {
  module.exports[name] = function () { throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `zlib.${name} is not available where Litexa runs code: gzip and deflate are`); };
}
