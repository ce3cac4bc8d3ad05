exports.things = () => ({ name: 'Things', values: ['a', 'b'] });
exports.text = () => 'neither name nor values';
exports.unnamed = () => ({ values: ['a'] });
exports.unvalued = () => ({ name: 'Unvalued' });
exports.failing = () => {
  throw new Error('no types today');
};
