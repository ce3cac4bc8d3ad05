'use strict';
const EventEmitter = require('events');
const { coded, checkFunction, argType } = require('internal/errors');

const writable = (write, fd) => Object.assign(new EventEmitter(), {
  fd, isTTY: undefined, writable: true, columns: undefined,
  write(data, encoding, done) {
    if (typeof encoding === 'function') done = encoding;
    if (typeof data !== 'string' && !ArrayBuffer.isView(data)) throw argType('chunk', 'of type string or an instance of Buffer or Uint8Array', data);
    write(typeof data === 'string' ? data : Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString());
    if (typeof done === 'function') process.nextTick(done);
    return true;
  },
  end(data) { if (data !== undefined && typeof data !== 'function') this.write(data); },
  cork() {}, uncork() {}, hasColors: () => false, getColorDepth: () => 1,
});

const warned = new Set();
const started = native.now();

function hrtime(previous) {
  const ns = native.nanotime();
  const s = Math.floor(ns / 1e9);
  const n = ns - s * 1e9;
  if (previous === undefined) return [s, n];
  let ds = s - previous[0];
  let dn = n - previous[1];
  if (dn < 0) { ds--; dn += 1e9; }
  return [ds, dn];
}
hrtime.bigint = () => { const [s, n] = hrtime(); return BigInt(s) * 1000000000n + BigInt(n); };

const env = new Proxy(native.env(), {
  get: (t, k) => (typeof k === 'string' && Object.prototype.hasOwnProperty.call(t, k) ? t[k] : Object.prototype[k]),
  set(t, k, v) { t[k] = String(v); return true; },
  defineProperty(t, k, d) {
    if ('value' in d) d.value = String(d.value);
    return Reflect.defineProperty(t, k, d);
  },
});

const process = Object.create(Object.create(EventEmitter.prototype, { constructor: { value: function process() {}, configurable: true, writable: true }, [Symbol.toStringTag]: { value: 'process', configurable: true } }));
EventEmitter.call(process);
Object.assign(process, {
  title: 'litexa', version: 'v20.18.0', release: { name: 'node', lts: 'Iron' }, arch: native.arch, platform: native.platform,
  versions: { node: '20.18.0', litexa: native.version, modules: '115', v8: '11.3.244.8-node.23', uv: '1.46.0', zlib: '1.3.0', unicode: '15.0' },
  argv: ['litexa', ...native.argv], argv0: 'litexa', execArgv: [], execPath: native.execPath, pid: native.pid, ppid: 1, exitCode: undefined,
  env, config: { target_defaults: {}, variables: {} }, features: { inspector: false, debug: false, uv: true, ipv6: true, typescript: 'transform' },
  allowedNodeEnvironmentFlags: new Set(),
  cwd: () => native.cwd,
  chdir() { throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'process.chdir cannot be used here: the working directory is that of the project'); },
  exit(code) { native.exit(code === undefined ? process.exitCode : code); },
  reallyExit(code) { native.exit(code); },
  abort() { native.exit(134); },
  kill() { throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'process.kill cannot be used here: there are no other processes'); },
  umask: () => 18,
  uptime: () => (native.now() - started) / 1000,
  hrtime,
  nextTick(callback, ...args) {
    checkFunction('callback', callback);
    native.tick(callback, ...args);
  },
  memoryUsage: Object.assign(() => { const used = native.memory(); return { rss: used, heapTotal: used, heapUsed: used, external: 0, arrayBuffers: 0 }; }, { rss: () => native.memory() }),
  cpuUsage: () => ({ user: Math.round(process.uptime() * 1e6), system: 0 }),
  resourceUsage: () => ({ maxRSS: Math.round(native.memory() / 1024) }),
  getuid: () => 0, geteuid: () => 0, getgid: () => 0, getegid: () => 0, getgroups: () => [0],
  binding(name) { throw coded(Error, 'ERR_INVALID_MODULE', `process.binding('${name}') cannot be used here: it reaches into Node itself`); },
  emitWarning(warning, type = 'Warning', code) {
    if (type !== null && typeof type === 'object') ({ type = 'Warning', code } = type);
    const w = warning instanceof Error ? warning : Object.assign(new Error(warning), { name: type });
    if (code !== undefined && !w.code) w.code = code;
    const key = `${w.name}${w.code}${w.message}`;
    if (w.name === 'DeprecationWarning' && (process.noDeprecation || warned.has(key))) return;
    warned.add(key);
    if (!process.emit('warning', w)) native.err(`(litexa) ${w.code ? `[${w.code}] ` : ''}${w.name}: ${w.message}\n`);
  },
  setUncaughtExceptionCaptureCallback() {}, hasUncaughtExceptionCaptureCallback: () => false,
  getActiveResourcesInfo: () => [], constrainedMemory: () => 0, setSourceMapsEnabled() {},
  stdout: writable(native.out, 1), stderr: writable(native.err, 2),
});
Object.defineProperty(process, 'stdin', {
  configurable: true, enumerable: true,
  get() {
    const { Readable } = require('stream');
    const stdin = new Readable({ read() { this.push(null); } });
    stdin.fd = 0;
    Object.defineProperty(process, 'stdin', { value: stdin, configurable: true, enumerable: true });
    return stdin;
  },
});
module.exports = process;
