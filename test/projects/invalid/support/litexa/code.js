// What the sources may refer to.
const list = [1, 2, 3];

function call() {
  return list;
}

function box() {
  return {};
}

class Box {}

const Things = { Box };
