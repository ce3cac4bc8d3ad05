const url = require('url');
for (const u of ['http://user:pass@Host.com:8080/p/a/t/h?query=string#hash', '//foo/bar', '/a/b?x#y', 'mailto:x@y.z', 'HTTP://X.Y', 'javascript:alert(1)', 'http://x.y?q', 'http://[::1]:80/x', 'file:///a/b', 'a b c', 'http://x.y/{a}|b', 'x:y', '?a=b', '#f', 'http://x.y:0/']) {
  for (const args of [[], [true], [false, true]]) { const r = url.parse(u, ...args); console.log(u, JSON.stringify(r)); }
}
console.log(url.format({ protocol: 'http', host: 'a.b', pathname: 'x y', query: { a: 1, b: ['c', 'd'] } }), url.format({ hostname: 'h', port: 80, pathname: '/p', search: 'q=1', hash: 'z', protocol: 'https:' }), url.format(new URL('http://a.b/c?d#e')), url.format('http://A.b'), url.format({ pathname: '/x', query: {} }), url.format({slashes:true, protocol:'x', host:'y'}));
for (const [a, b] of [['/one/two/three', 'four'], ['http://example.com/', '/one'], ['http://example.com/one', '/two'], ['http://a.com/b/c', '../d'], ['http://a.com/b?x', '?y'], ['http://a.com', 'http://b.com/c'], ['/a/b', '/c'], ['http://a.com/b/c/d', 'e/f?g#h']]) console.log(url.resolve(a, b));
console.log(url.fileURLToPath('file:///a%20b/c'), url.pathToFileURL('/a b/c#d?e%').href, url.urlToHttpOptions(new URL('http://u:p@a.b:81/c?d')).auth, url.domainToASCII('español.com'), url.domainToUnicode('xn--espaol-zwa.com'));
const qs = require('querystring');
console.log(qs.stringify({ a: 1, b: ['x', 'y'], c: '', d: 'ä &=', e: true, f: null, g: undefined, h: {} }), qs.parse('a=1&a=2&b=%20x+y&c&=d&e==f&%zz=1'), qs.stringify({ a: 1, b: 2 }, ';', ':'), qs.parse('a:1;b:2', ';', ':'), qs.escape('a b&c'), qs.unescape('a%20b%'), qs.parse('a=b&a=c&a=d&&&'));
const pc = require('punycode');
console.log(pc.encode('mañana'), pc.decode('maana-pta'), pc.toASCII('mañana.com'), pc.toUnicode('xn--maana-pta.com'), pc.ucs2.decode('a😀'), pc.ucs2.encode([97, 0x1f600]));
