exports.half = (hour) => ((hour + 11) % 12) + 1;
