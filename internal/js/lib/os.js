'use strict';
const windows = process.platform === 'win32';
const env = (...names) => names.map((n) => process.env[n]).find((v) => v);

module.exports = {
  EOL: windows ? '\r\n' : '\n', devNull: windows ? '\\\\.\\nul' : '/dev/null',
  arch: () => process.arch, platform: () => process.platform, endianness: () => 'LE', machine: () => ({ x64: 'x86_64', ia32: 'i686' }[process.arch] || process.arch),
  type: () => ({ win32: 'Windows_NT', darwin: 'Darwin', linux: 'Linux' }[process.platform] || process.platform),
  release: () => '', version: () => '',
  hostname: () => 'localhost', homedir: () => env('HOME', 'USERPROFILE') || process.cwd(), tmpdir: () => (env('TMPDIR', 'TMP', 'TEMP') || (windows ? 'C:\\Windows\\Temp' : '/tmp')).replace(/(.)\/$/, '$1'),
  userInfo: () => ({ uid: -1, gid: -1, username: env('USER', 'USERNAME') || 'litexa', homedir: module.exports.homedir(), shell: null }),
  cpus: () => Array.from({ length: native.cpus }, () => ({ model: '', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
  availableParallelism: () => native.cpus, totalmem: () => 0, freemem: () => 0, loadavg: () => [0, 0, 0], uptime: () => process.uptime(), networkInterfaces: () => ({}),
  getPriority: () => 0, setPriority() {},
  constants: {
    UV_UDP_REUSEADDR: 4, signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGPIPE: 13, SIGALRM: 14, SIGTERM: 15 },
    errno: { EPERM: 1, ENOENT: 2, EINTR: 4, EIO: 5, EBADF: 9, EAGAIN: 11, ENOMEM: 12, EACCES: 13, EEXIST: 17, ENOTDIR: 20, EISDIR: 21, EINVAL: 22, EPIPE: 32, EADDRINUSE: 98, ECONNRESET: 104, ETIMEDOUT: 110, ECONNREFUSED: 111 },
    priorities: { PRIORITY_LOW: 19, PRIORITY_BELOW_NORMAL: 10, PRIORITY_NORMAL: 0, PRIORITY_ABOVE_NORMAL: -7, PRIORITY_HIGH: -14, PRIORITY_HIGHEST: -20 }, dlopen: {},
  },
};
