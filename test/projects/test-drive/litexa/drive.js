function zero(value) {
  return value || 0;
}

function trip(distance, place) {
  return { distance, place, list: [1, 2, 3] };
}

function minutesSince(now, start) {
  return Math.round((now - start) / 60000);
}

function hint(text) {
  return { type: 'Hint', hint: { type: 'PlainText', text } };
}
