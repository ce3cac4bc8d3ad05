function hello(whom) {
  return `hello ${whom}`;
}

class Guest {
  called() {
    return 'stranger';
  }
}
