// The object Test of code tests. Cases run as soon as they are declared.

const Test = (() => {
  let checks = 0;
  const text = (v) => (typeof v === "string" ? v : "" + JSON.stringify(v));
  const fail = (message) => { throw new Error("[" + checks + "] " + message); };
  // What a condition returns, as it is written.
  const condition = (f) => {
    const source = "" + f;
    const body = /^function\s*\(\s*\)\s*\{\s*return\s+([^}]+);\s*\}$/.exec(source.trim());
    return body ? body[1] : source;
  };
  return {
    error: fail,
    equal(a, b) {
      checks++;
      if (a !== b) { fail(a + " didn't equal " + b); }
    },
    check(f) {
      checks++;
      if (!f()) { fail("false on " + condition(f)); }
    },
    report(v) { __testReport("note", "  t! " + text(v)); },
    warning(v) { __testReport("note", " t✘! " + text(v)); },
    directives(title, list) {
      checks++;
      let failed = false;
      (Array.isArray(list) ? list : [list]).forEach((directive, i) => {
        const problem = __testDirective("" + directive?.type);
        if (problem) {
          failed = true;
          __testReport("note", "  ✘ " + title + "[" + i + "]: " + problem);
        }
      });
      if (!failed) { Test.report(title + " OK"); }
    },
    expect(name, f) {
      if (!__testChosen("" + name)) { return; }
      checks = 0;
      __testReport("begin", "" + name);
      try {
        f();
      } catch (e) {
        __testReport("fail", "" + (e?.message ?? e));
        return;
      }
      __testReport("pass", "");
    },
  };
})();
