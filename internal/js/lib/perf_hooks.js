'use strict';
const marks = new Map();
const entries = [];
const origin = native.start;
const now = () => native.now();
const performance = {
  now, timeOrigin: origin, nodeTiming: {}, eventLoopUtilization: () => ({ idle: 0, active: 0, utilization: 0 }),
  mark(name, { startTime = now(), detail = null } = {}) {
    const e = { name, entryType: 'mark', startTime, duration: 0, detail };
    marks.set(name, e);
    entries.push(e);
    return e;
  },
  measure(name, from, to) {
    const at = (m, fallback) => (m === undefined ? fallback : marks.has(m) ? marks.get(m).startTime : fallback);
    const start = at(from, 0);
    const e = { name, entryType: 'measure', startTime: start, duration: at(to, now()) - start, detail: null };
    entries.push(e);
    return e;
  },
  clearMarks(name) { if (name === undefined) marks.clear(); else marks.delete(name); },
  clearMeasures() {},
  getEntries: () => entries.slice(),
  getEntriesByName: (name) => entries.filter((e) => e.name === name),
  getEntriesByType: (type) => entries.filter((e) => e.entryType === type),
  timerify: (f) => f,
  toJSON: () => ({ timeOrigin: origin }),
};
class PerformanceObserver {
  observe() {}
  disconnect() {}
  static get supportedEntryTypes() { return []; }
}
module.exports = { performance, PerformanceObserver, constants: {}, monitorEventLoopDelay: () => ({ enable() {}, disable() {}, percentile: () => 0, min: 0, max: 0, mean: 0 }) };
