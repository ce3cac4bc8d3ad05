'use strict';
// Reading files. Where code may read is decided by the host; nothing may be
// written.

const { argType, coded } = require('internal/errors');
const constants = { F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1, COPYFILE_EXCL: 1, O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, S_IFMT: 61440, S_IFREG: 32768, S_IFDIR: 16384, S_IFLNK: 40960 };

const pathOf = (p, name = 'path') => {
  if (Buffer.isBuffer(p)) p = p.toString();
  if (p instanceof URL) p = require('url').fileURLToPath(p);
  if (typeof p !== 'string') throw argType(name, 'of type string or an instance of Buffer or URL', p);
  if (p.includes('\0')) throw coded(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument '${name}' must be a string without null bytes`);
  return p;
};
const errnos = { ENOENT: -2, EACCES: -13, EISDIR: -21, ENOTDIR: -20, EROFS: -30, EBADF: -9, EINVAL: -22, EPERM: -1 };
const failure = (code, text, syscall, path) => {
  const e = new Error(`${code}: ${text}, ${syscall}${path === undefined ? '' : ` '${path}'`}`);
  Object.assign(e, { errno: errnos[code] || -1, syscall, code });
  if (path !== undefined) e.path = path;
  return e;
};
// host calls a function of the host, which returns [value] or [null, code, text].
const host = (f, syscall, path, ...args) => {
  const [v, code, text] = f(require('path').resolve(path), ...args);
  if (code) throw failure(code, text, syscall, path);
  return v;
};
const encodingOf = (options) => {
  const e = typeof options === 'string' ? options : options && options.encoding;
  if (e !== null && e !== undefined && e !== 'buffer' && !Buffer.isEncoding(e)) throw coded(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'encoding' is invalid encoding. Received '${e}'`);
  return e === 'buffer' ? undefined : e;
};

class Stats {
  constructor(s) {
    Object.assign(this, { dev: 0, mode: s.mode, nlink: 1, uid: 0, gid: 0, rdev: 0, blksize: 4096, ino: 0, size: s.size, blocks: Math.ceil(s.size / 512), atimeMs: s.mtime, mtimeMs: s.mtime, ctimeMs: s.mtime, birthtimeMs: s.mtime });
    for (const k of ['atime', 'mtime', 'ctime', 'birthtime']) this[k] = new Date(s.mtime);
  }
  isDirectory() { return (this.mode & constants.S_IFMT) === constants.S_IFDIR; }
  isFile() { return (this.mode & constants.S_IFMT) === constants.S_IFREG; }
  isSymbolicLink() { return (this.mode & constants.S_IFMT) === constants.S_IFLNK; }
  isBlockDevice() { return false; }
  isCharacterDevice() { return false; }
  isFIFO() { return false; }
  isSocket() { return false; }
}

class Dirent {
  #mode;
  constructor(name, path, mode) { this.name = name; this.path = this.parentPath = path; this.#mode = mode; }
  isDirectory() { return (this.#mode & constants.S_IFMT) === constants.S_IFDIR; }
  isFile() { return (this.#mode & constants.S_IFMT) === constants.S_IFREG; }
  isSymbolicLink() { return (this.#mode & constants.S_IFMT) === constants.S_IFLNK; }
  isBlockDevice() { return false; }
  isCharacterDevice() { return false; }
  isFIFO() { return false; }
  isSocket() { return false; }
}

// Files that are open, by number: all of their content.
const open = new Map();
let nextFile = 3;
const file = (fd) => {
  if (!open.has(fd)) throw failure('EBADF', 'bad file descriptor', 'read');
  return open.get(fd);
};

const sync = {
  readFile(path, options) {
    const encoding = encodingOf(options);
    const data = typeof path === 'number' ? file(path).data : Buffer.from(host(native.read, 'open', pathOf(path)));
    return encoding ? data.toString(encoding) : data;
  },
  stat(path, { throwIfNoEntry = true } = {}) {
    try {
      return new Stats(host(native.stat, 'stat', pathOf(path), true));
    } catch (e) {
      if (!throwIfNoEntry && (e.code === 'ENOENT' || e.code === 'ENOTDIR')) return undefined;
      throw e;
    }
  },
  lstat(path, { throwIfNoEntry = true } = {}) {
    try {
      return new Stats(host(native.stat, 'lstat', pathOf(path), false));
    } catch (e) {
      if (!throwIfNoEntry && e.code === 'ENOENT') return undefined;
      throw e;
    }
  },
  fstat: (fd) => { const f = file(fd); return sync.stat(f.path); },
  readdir(path, options) {
    path = pathOf(path);
    const { withFileTypes = false, recursive = false } = options && typeof options === 'object' ? options : {};
    const p = require('path');
    const out = [];
    const list = (dir, prefix) => {
      for (const [name, mode] of host(native.list, 'scandir', dir)) {
        const shown = prefix ? p.join(prefix, name) : name;
        out.push(withFileTypes ? new Dirent(name, dir, mode) : encodingOf(options) === undefined || encodingOf(options) === 'utf8' ? shown : Buffer.from(shown).toString(encodingOf(options)));
        if (recursive && (mode & constants.S_IFMT) === constants.S_IFDIR) list(p.join(dir, name), shown);
      }
    };
    list(path, '');
    return out;
  },
  realpath: (path) => host(native.real, 'realpath', pathOf(path)),
  readlink: (path) => host(native.link, 'readlink', pathOf(path)),
  access(path, mode = constants.F_OK) {
    host(native.stat, 'access', pathOf(path), true);
    if (mode & constants.W_OK) throw failure('EROFS', native.readOnly, 'access', path);
  },
  open(path, flags = 'r') {
    if (typeof flags === 'string' ? flags !== 'r' && flags !== 'rs' : flags !== 0) throw failure('EROFS', native.readOnly, 'open', pathOf(path));
    const fd = nextFile++;
    open.set(fd, { path: pathOf(path), data: sync.readFile(path), at: 0 });
    return fd;
  },
  close(fd) { file(fd); open.delete(fd); },
  read(fd, buffer, offset = 0, length, position = null) {
    const f = file(fd);
    if (offset !== null && typeof offset === 'object') ({ offset = 0, length, position = null } = offset);
    if (length === undefined) length = buffer.byteLength - offset;
    const from = position === null || position === -1 ? f.at : Number(position);
    const n = f.data.copy(Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength), offset, from, from + length);
    if (position === null || position === -1) f.at += n;
    return n;
  },
};
sync.realpath.native = sync.realpath;

const fs = module.exports = {
  constants, Stats, Dirent, F_OK: 0, R_OK: 4, W_OK: 2, X_OK: 1,
  existsSync(path) {
    try { host(native.stat, 'stat', pathOf(path), true); return true; } catch { return false; }
  },
  exists(path, done) { const found = fs.existsSync(path); process.nextTick(done, found); },
  promises: { constants },
};
for (const name of Object.keys(sync)) {
  const f = sync[name];
  fs[`${name}Sync`] = f;
  fs[name] = (...args) => {
    const done = args.pop();
    if (typeof done !== 'function') throw argType('cb', 'of type function', done);
    // What is wrong with the arguments is thrown; what happens to the file is
    // told later.
    if (typeof args[0] !== 'number') pathOf(args[0]);
    setImmediate(() => {
      let v;
      try { v = f(...args); } catch (e) { return done(e); }
      if (name === 'read') return done(null, v, args[1]);
      return done(null, v);
    });
  };
  if (!['open', 'close', 'read', 'fstat'].includes(name)) fs.promises[name] = (...args) => new Promise((resolve, reject) => setImmediate(() => {
    try { resolve(f(...args)); } catch (e) { reject(e); }
  }));
}
fs.realpath.native = fs.realpath;
fs.realpathSync = sync.realpath;

class FileHandle {
  #fd;
  constructor(fd) { this.#fd = fd; }
  get fd() { return this.#fd; }
  async readFile(options) { return sync.readFile(this.#fd, options); }
  async stat() { return sync.fstat(this.#fd); }
  async read(buffer, offset, length, position) { return { bytesRead: sync.read(this.#fd, buffer, offset, length, position), buffer }; }
  async close() { sync.close(this.#fd); }
}
fs.promises.open = async (path, flags) => new FileHandle(sync.open(path, flags));

// What would write fails, with the reason.
const writers = ['writeFile', 'appendFile', 'mkdir', 'mkdtemp', 'rmdir', 'rm', 'unlink', 'rename', 'copyFile', 'cp', 'symlink', 'link', 'truncate', 'chmod', 'chown', 'lchown', 'utimes', 'lutimes'];
for (const name of writers) {
  const refuse = (path) => failure('EROFS', native.readOnly, name, typeof path === 'number' ? undefined : pathOf(path));
  fs[`${name}Sync`] = (path) => { throw refuse(path); };
  fs[name] = (path, ...args) => {
    const done = args.pop();
    if (typeof done !== 'function') throw argType('cb', 'of type function', done);
    process.nextTick(done, refuse(path));
  };
  fs.promises[name] = async (path) => { throw refuse(path); };
}
for (const name of ['write', 'writev', 'fsync', 'fdatasync', 'ftruncate', 'fchmod', 'fchown', 'futimes']) {
  fs[`${name}Sync`] = () => { throw failure('EROFS', native.readOnly, name); };
  fs[name] = (...args) => process.nextTick(args.pop(), failure('EROFS', native.readOnly, name));
}
fs.createWriteStream = (path) => { throw failure('EROFS', native.readOnly, 'open', pathOf(path)); };
fs.createReadStream = (path, options) => {
  const { Readable } = require('stream');
  const o = typeof options === 'string' ? { encoding: options } : options || {};
  const name = pathOf(path);
  const stream = new Readable({
    encoding: o.encoding, highWaterMark: o.highWaterMark || 65536,
    read() {
      fs.readFile(name, (e, data) => {
        if (e) return this.destroy(e);
        data = data.subarray(o.start || 0, o.end === undefined ? undefined : o.end + 1);
        this.emit('open', 3);
        this.emit('ready');
        for (let i = 0; i < data.length; i += 65536) this.push(data.subarray(i, i + 65536));
        this.push(null);
        return undefined;
      });
      this._read = () => {};
    },
  });
  stream.path = name;
  stream.bytesRead = 0;
  stream.close = (done) => { stream.destroy(); if (done) process.nextTick(done); };
  return stream;
};
for (const name of ['watch', 'watchFile', 'unwatchFile']) fs[name] = () => { throw failure('EINVAL', 'files cannot be watched where Litexa runs code', name); };
fs.opendirSync = (path) => {
  const entries = sync.readdir(path, { withFileTypes: true });
  return { path, readSync: () => entries.shift() || null, closeSync() {}, read: async () => entries.shift() || null, close: async () => {} };
};
Object.defineProperty(fs, 'ReadStream', { enumerable: true, configurable: true, writable: true, value: function ReadStream(path, options) { return fs.createReadStream(path, options); } });
Object.defineProperty(fs, 'WriteStream', { enumerable: true, configurable: true, writable: true, value: function WriteStream(path) { return fs.createWriteStream(path); } });
