function remaining(minutes) {
  return Math.max(1, Number(minutes));
}
