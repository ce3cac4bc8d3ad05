'use strict';
// Stand-ins for the modules that cannot work: they can be loaded and looked
// at, but what they export throws when it is called.

const { coded } = require('internal/errors');

const known = {
  worker_threads: { isMainThread: true, threadId: 0, parentPort: null, workerData: null, resourceLimits: {}, markAsUncloneable() {}, markAsUntransferable() {}, get MessageChannel() { return MessageChannel; }, get MessagePort() { return MessagePort; } },
  cluster: { isMaster: true, isPrimary: true, isWorker: false, workers: {}, settings: {} },
  v8: { getHeapStatistics: () => ({ total_heap_size: 0, used_heap_size: 0, heap_size_limit: 0 }), setFlagsFromString() {} },
  net: {
    isIP: (s) => /^(\d{1,3}\.){3}\d{1,3}$/.test(s) && s.split('.').every((n) => n < 256) ? 4 : /^[0-9a-f:.]*:[0-9a-f:.]*$/i.test(s) ? 6 : 0,
    isIPv4(s) { return known.net.isIP(s) === 4; },
    isIPv6(s) { return known.net.isIP(s) === 6; },
  },
  tls: { DEFAULT_MIN_VERSION: 'TLSv1.2', DEFAULT_MAX_VERSION: 'TLSv1.3', rootCertificates: [] },
  http2: { constants: {} },
  dns: { promises: undefined },
};

const refuse = (module, name, reason) => {
  throw coded(Error, 'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    `${module}${name ? '.' + name : ''} cannot be used here: ${reason} where Litexa runs code`);
};

module.exports = (name, reason) => {
  const made = new Map();
  const stub = (member) => {
    if (!made.has(member)) {
      const f = function () { refuse(name, member, reason); };
      Object.defineProperty(f, 'name', { value: member });
      made.set(member, f);
    }
    return made.get(member);
  };
  const target = Object.assign({}, known[name]);
  if (name === 'dns' || name === 'readline') target.promises = new Proxy({}, { get: (t, p) => typeof p === 'symbol' || p === 'then' ? t[p] : stub(p) });
  return new Proxy(target, {
    get(t, p) {
      if (p in t || typeof p === 'symbol' || p === 'then' || p === '__esModule' || p === 'default' || p === 'toJSON') return t[p];
      return stub(p);
    },
  });
};
