function hello(whom) {
  return `hallo ${whom}`;
}

class Guest {
  called() {
    return 'Fremder';
  }
}
