const t = (f) => { try { return f() } catch (e) { return e.name + ':' + e.message + ':' + e.code } };
const L = ['http://Ex.com:80/a/../b?q=1#h','https://u:p@h.com/ä b?x=ü&y=a b','../x?y','//foo/bar','mailto:a@b','http://[::1]:3000/','HTTP://EXAMPLE.com','http://a b','foo','data:text/plain,hi','file:///c:/x','http://ex.com/%7Efoo/%zz','http://münchen.de/','http://1.2.3','http://ex.com?','http://ex.com/#','javascript:alert(1)','http://ex.com\\foo\\bar', 'http://ex.com/a/./b/%2e%2e/c', 'https://ex.com:99999/','http://ex.com:0443/'];
for (const u of L) console.log(u, '=>', t(() => { const x = new URL(u); return [x.href, x.origin, x.protocol, x.username, x.password, x.host, x.hostname, x.port, x.pathname, x.search, x.hash].join(' | ') }), '//', t(() => new URL(u, 'https://base.org/d/e?f#g').href));
const u = new URL('https://ex.com/p?a=1');
u.searchParams.append('b', 'x y&'); console.log(u.href); u.pathname = '/ q'; u.hash = 'z'; u.port = '8080'; u.protocol = 'http'; u.host = 'foo.org:81'; u.search = '?k=v'; console.log(u.href, u.searchParams.get('k'), JSON.stringify(u), String(u));
const p = new URLSearchParams({a: 1, b: 'é +'}); p.set('a', '2'); p.append('a', '3'); p.sort(); console.log(p.toString(), [...p].join(';'), p.has('a'), p.getAll('a').join(), p.size);
console.log(new URLSearchParams('?a=b+c&d=%20&&e').toString(), new URLSearchParams([['x','y']]).toString(), new URLSearchParams(new Map([['m','n']])).toString());
console.log(typeof URL.canParse, Object.prototype.toString.call(u), u instanceof URL);
