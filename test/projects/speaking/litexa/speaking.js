function makeHost() {
  return { name: 'Cleo', home: { street: 'Elm Street' } };
}

function greet(name) {
  return `hey ${name}`;
}
