function answer(): number {
  const value: number = 42;
  return value;
}
