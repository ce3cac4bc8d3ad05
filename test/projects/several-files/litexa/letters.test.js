Test.expect('letters are read from the JSON file', () => {
  Test.equal(countOf('letters.json'), 3);
  Test.equal(letterAt(2), 'gamma');
});

Test.expect('package.json is a JSON file like any other', () => {
  Test.equal(jsonFiles['package.json'].name, 'several-files-code');
  Test.check(() => jsonFiles['config.json'] === undefined);
});
