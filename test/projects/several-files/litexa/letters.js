function countOf(file) {
  return jsonFiles[file].length;
}

function letterAt(index) {
  return jsonFiles['letters.json'][index];
}
